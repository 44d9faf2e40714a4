/**
 * Whether somebody is present who is no active agent of the structure: then the room is shown teasers only.
 * @param structureOf the structure of the active agent who speaks from an address; undefined for anybody else
 */
export function decideOutside(
  members: readonly string[],
  structureId: number,
  structureOf: (address: string) => number | undefined,
): boolean {
  return members.some((address) => structureOf(address) !== structureId)
}
