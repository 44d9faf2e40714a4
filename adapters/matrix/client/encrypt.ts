import { type MatrixClient, MatrixEvent, type Room } from 'matrix-js-sdk'

/** What is put on the wire. */
export interface WireEvent {
  readonly type: string
  readonly content: object
}

/** The SDK's crypto can encrypt an event, but its public type does not say so. */
interface Encrypts {
  encryptEvent(event: MatrixEvent, room: Room): Promise<void>
}

function encrypts(crypto: object): crypto is Encrypts {
  return 'encryptEvent' in crypto && typeof crypto.encryptEvent === 'function'
}

/** Reactions stay in the clear, as every client does: their relation is, and servers count them. */
const clear = new Set(['m.reaction', 'm.room.redaction'])

/** Whether the room is known to be encrypted, and such events in it. */
export function isEncryptedIn(room: Room | null, type: string): boolean {
  return !clear.has(type) && room?.hasEncryptionStateEvent() === true
}

/**
 * The event as the room's other devices will get it: encrypted for all of them in an encrypted room.
 * The SDK's own sending would put it in the room first, and refuse a transaction id that it has there.
 */
export async function encryptFor(client: MatrixClient, room: Room, wire: WireEvent): Promise<WireEvent> {
  if (clear.has(wire.type)) return wire
  const crypto = client.getCrypto()
  const encrypted =
    room.hasEncryptionStateEvent() || (await crypto?.isEncryptionEnabledInRoom(room.roomId)) === true
  if (!encrypted) return wire
  if (crypto === undefined || !encrypts(crypto))
    throw new Error('This release of matrix-js-sdk encrypts no event: go back to the one before.')
  await room.loadMembersIfNeeded()
  // Somebody who came a moment ago has devices that are not known yet.
  const readers = (await room.getEncryptionTargetMembers()).map(({ userId }) => userId)
  await crypto.getUserDeviceInfo(readers, true)
  const event = new MatrixEvent({ type: wire.type, room_id: room.roomId, content: { ...wire.content } })
  await crypto.encryptEvent(event, room)
  return { type: event.getWireType(), content: event.getWireContent() }
}
