/**
 * Those present who are no active agents of the structure: with one of them, the room is shown teasers only.
 * @param structureOf the structure of the active agent who speaks from an address; undefined for anybody else
 */
export function decideOutsiders(
  members: readonly string[],
  structureId: number,
  structureOf: (address: string) => number | undefined,
): string[] {
  return members.filter((address) => structureOf(address) !== structureId)
}
