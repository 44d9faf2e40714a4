import type { Store } from '../store/store.ts'
import { findRoom, type RoomPlace } from './find-room.ts'
import { outsideNow } from './outside.ts'
import type { Room } from './room.entity.ts'

/**
 * Who is in the room, by the provider: at every join and departure, and when the room is tended.
 * @param input `members`: addresses at the provider, without Vigie's own
 * @returns `changed` when an outsider came or the last one left; undefined for a room that is nobody's
 */
export async function noteMembers(
  store: Store,
  input: RoomPlace & { readonly members: readonly string[] },
): Promise<{ readonly room: Room; readonly outside: boolean; readonly changed: boolean } | undefined> {
  return store.transaction(async (em) => {
    const room = await findRoom(em, input)
    if (room === undefined) return undefined
    const before = room.outside
    room.members = [...new Set(input.members)].sort()
    room.outside = room.members.length > 0 && (await outsideNow(em, [room])).has(room.id)
    return { room, outside: room.outside, changed: room.outside !== before }
  })
}
