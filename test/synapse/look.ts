import type { MatrixClient, MatrixEvent, Room } from 'matrix-js-sdk'
import { DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { z } from 'zod'
import type { SeenEvent } from './room-view.ts'

/** The room's events since it began, in order, decrypted. */
export async function historyOf(client: MatrixClient, id: string): Promise<SeenEvent[]> {
  const room = roomOf(client, id)
  while (room.oldState.paginationToken !== null) await client.scrollback(room, 100)
  const events = room.getLiveTimeline().getEvents()
  await Promise.all(events.map((event) => decrypt(client, event)))
  return events.map(seen)
}

/** The sender's keys may come after the message: the library tries once, other clients again when they have come. */
const waitsForSender: readonly (DecryptionFailureCode | null)[] = [
  DecryptionFailureCode.UNSIGNED_SENDER_DEVICE,
  DecryptionFailureCode.UNKNOWN_SENDER_DEVICE,
]

const backend = z.custom<Parameters<MatrixEvent['attemptDecryption']>[0]>(
  (crypto) => typeof crypto === 'object' && crypto !== null && 'decryptEvent' in crypto,
)

/** When each was tried last: a try tells of itself as a change, and whoever waits would try again at once for ever. */
const tried = new WeakMap<MatrixEvent, number>()
/** ms */
const between = 1000

async function decrypt(client: MatrixClient, event: MatrixEvent): Promise<void> {
  await client.decryptEventIfNeeded(event)
  if (!waitsForSender.includes(event.decryptionFailureReason) || event.isBeingDecrypted()) return
  const now = performance.now()
  if (now - (tried.get(event) ?? Number.NEGATIVE_INFINITY) < between) return
  tried.set(event, now)
  await event.attemptDecryption(backend.parse(client.getCrypto()), { isRetry: true })
}

function seen(event: MatrixEvent): SeenEvent {
  return {
    id: event.getId() ?? '',
    type: event.getType(),
    sender: event.getSender() ?? '',
    at: event.getTs(),
    content: event.getOriginalContent(),
    redacted: event.isRedacted(),
    undecryptable: event.isDecryptionFailure(),
    beforeJoining: event.decryptionFailureReason === DecryptionFailureCode.HISTORICAL_MESSAGE_USER_NOT_JOINED,
    ...(event.decryptionFailureReason === null ? {} : { why: event.decryptionFailureReason }),
  }
}

export function openInvitation(client: MatrixClient, userId: string, from?: string): string | undefined {
  return client
    .getRooms()
    .filter((room) => room.getMyMembership() === 'invite')
    .find((room) => from === undefined || room.getMember(userId)?.events.member?.getSender() === from)?.roomId
}

/** The room once we are in it, its state is there and its encryption, if any, is ready: sent before, a message is refused. */
export async function readyRoom(client: MatrixClient, id: string): Promise<Room | undefined> {
  const room = client.getRoom(id)
  if (room?.getMyMembership() !== 'join') return undefined
  if (!room.currentState.getStateEvents('m.room.create', '')) return undefined
  if (!room.hasEncryptionStateEvent()) return room
  return (await client.getCrypto()?.isEncryptionEnabledInRoom(id)) === true ? room : undefined
}

export function roomOf(client: MatrixClient, id: string): Room {
  const room = client.getRoom(id)
  if (room === null)
    throw new Error(`${client.getUserId()} does not know room ${id}; rooms: ${roomsOf(client)}`)
  return room
}

export function roomsOf(client: MatrixClient): string {
  return (
    client
      .getRooms()
      .map((room) => `${room.roomId} (${room.getMyMembership()})`)
      .join(', ') || 'none'
  )
}

export function membersOf(client: MatrixClient, id: string): string {
  const members = client.getRoom(id)?.getMembers() ?? []
  return members.map((member) => `${member.userId} (${member.membership})`).join(', ') || 'none'
}
