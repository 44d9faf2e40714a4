import { setTimeout as pause } from 'node:timers/promises'
import { KnownMembership, Method, type Room } from 'matrix-js-sdk'
import { z } from 'zod'
import { encryptFor, isEncryptedIn } from './encrypt.ts'
import { findSent } from './find-sent.ts'
import type { Link } from './link.ts'
import type { Priority } from './pacer.ts'
import { NotInRoom } from './refused.ts'
import { noteSending, noteSent, renewSending, type Sending } from './sent.ts'
import { shareRunning } from './share-running.ts'

export interface Outgoing {
  readonly room: string
  /** `m.room.message` when absent. */
  readonly type?: string
  readonly content: object
  /** What is sent twice under one key is there once. At most 255 characters. */
  readonly key: string
  /** `notice` when absent. */
  readonly priority?: Priority
  /** Kept in the message beside its key, for who reads it again: see ../content.ts. */
  readonly meaning?: object
}

const message = 'm.room.message'
const answer = z.object({ event_id: z.string() })

/** ms that a room which was just joined or made may take to come by the sync. */
const roomPatience = 30_000

/** Sends under keys: the same key never shows twice, whatever is lost between here and the server. */
export function makeSend(link: Link): (outgoing: Outgoing) => Promise<string> {
  return shareRunning(
    ({ key }) => key,
    (outgoing) => sendOnce(link, outgoing),
  )
}

async function sendOnce(link: Link, outgoing: Outgoing): Promise<string> {
  const { key, type = message } = outgoing
  // Encrypting writes the device's keys and waits for the disk: what is noted before is on it then, too.
  const wait = !isEncryptedIn(link.client.getRoom(outgoing.room), type)
  let sending = await noteSending(link.pool, key, outgoing.room, { wait })
  if (sending.eventId !== undefined) return sending.eventId
  if (sending.old) {
    const found = await findSent(link, sending.room, key, sending.firstAt)
    if (found !== undefined) {
      await noteSent(link.pool, key, found)
      return found
    }
    sending = await renewSending(link.pool, key, sending)
  }
  const { priority = 'notice' } = outgoing
  const membership = link.client.getRoom(sending.room)?.getMyMembership()
  if (membership === KnownMembership.Leave || membership === KnownMembership.Ban)
    throw new NotInRoom(sending.room)
  const place = await joinedRoom(link, sending.room)
  const eventId = await link.pacer.run(priority, () => put(link, place, sending, outgoing))
  await noteSent(link.pool, key, eventId)
  return eventId
}

async function put(link: Link, place: Room, { room, txn }: Sending, outgoing: Outgoing): Promise<string> {
  await link.inviting.over(room)
  const { type, content } = await encryptFor(link.client, place, {
    type: outgoing.type ?? message,
    content: marked(outgoing),
  })
  const path = `/rooms/${encodeURIComponent(room)}/send/${encodeURIComponent(type)}/${encodeURIComponent(txn)}`
  const read = answer.parse(await link.client.http.authedRequest(Method.Put, path, undefined, { ...content }))
  return read.event_id
}

/** With the key, by which it is found again; nobody is called unless the content says so. */
function marked({ content, key, meaning, type }: Outgoing): object {
  const mark = { 'fr.vigie': { key, ...meaning } }
  const replaced =
    'm.new_content' in content ? z.looseObject({}).safeParse(content['m.new_content']) : undefined
  return {
    ...(type === undefined || type === message ? { 'm.mentions': {} } : {}),
    ...content,
    ...mark,
    ...(replaced?.success === true ? { 'm.new_content': { ...replaced.data, ...mark } } : {}),
  }
}

/** The room as the SDK has it: encryption and members are known then. @throws NotInRoom */
export async function joinedRoom(
  { client, stopping }: Pick<Link, 'client' | 'stopping'>,
  id: string,
): Promise<Room> {
  const until = performance.now() + roomPatience
  for (;;) {
    const room = client.getRoom(id)
    if (room?.getMyMembership() === KnownMembership.Join) return room
    if (performance.now() > until) throw new NotInRoom(id)
    await pause(100, undefined, { signal: stopping })
  }
}
