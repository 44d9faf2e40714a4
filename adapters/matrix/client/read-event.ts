import { MatrixError, type MatrixEvent } from 'matrix-js-sdk'
import { decideIncoming } from './decide-incoming.ts'
import { eventFor, plainEvent, readable } from './decrypt.ts'
import type { Incoming } from './incoming-event.ts'
import type { Link } from './link.ts'

/** ms that reading one message may wait for its key. */
const keyWaits = 3000

/** An event by its id, decrypted if it can be; undefined when it is gone or not ours to read. */
export async function readEvent(link: Link, room: string, id: string): Promise<MatrixEvent | undefined> {
  const known = link.client.getRoom(room)?.findEventById(id)
  try {
    const event = known ?? eventFor(link, room, await link.client.fetchRoomEvent(room, id))
    await readable(link, event, keyWaits)
    return event
  } catch (error) {
    if (error instanceof MatrixError && (error.httpStatus === 403 || error.httpStatus === 404))
      return undefined
    throw error
  }
}

/** What it means for the bot. */
export async function readIncoming(link: Link, room: string, id: string): Promise<Incoming | undefined> {
  const event = await readEvent(link, room, id)
  return event === undefined ? undefined : decideIncoming(plainEvent(room, event), link.me)
}
