import type { Store } from '../store/store.ts'
import { findRoom, type RoomPlace } from './find-room.ts'
import { outsidersNow } from './outsiders.ts'
import { type Room, RoomSchema } from './room.entity.ts'

export interface MembersNoted {
  readonly room: Room
  /** Addresses of those who are no active agents of the structure. */
  readonly outsiders: readonly string[]
  readonly changed: boolean
  /** The room is not yet told whether it has one: how often it will have been told then. */
  readonly untold: number | undefined
}

/**
 * Who is in the room, by the provider: at every join and departure, and when the room is tended.
 * @param input `members`: addresses at the provider, without Vigie's own
 * @returns `changed` when an outsider came or the last one left; undefined for a room that is nobody's
 */
export async function noteMembers(
  store: Store,
  input: RoomPlace & { readonly members: readonly string[] },
): Promise<MembersNoted | undefined> {
  return store.transaction(async (em) => {
    const room = await findRoom(em, input)
    if (room === undefined) return undefined
    const { outside: before, outsideTold } = room
    room.members = [...new Set(input.members)].sort()
    const outsiders = room.members.length > 0 ? ((await outsidersNow(em, [room])).get(room.id) ?? []) : []
    room.outside = outsiders.length > 0
    const untold = room.outside === isOdd(outsideTold) ? undefined : outsideTold + 1
    return { room, outsiders, changed: room.outside !== before, untold }
  })
}

/** The room was told. @param input `told`: how often so far, with this time */
export async function noteOutsideTold(
  store: Store,
  { id, told }: { readonly id: number; readonly told: number },
): Promise<void> {
  await store.read().nativeUpdate(RoomSchema, { id, outsideTold: told - 1 }, { outsideTold: told })
}

function isOdd(n: number): boolean {
  return n % 2 === 1
}
