import { type IEvent, type MatrixEvent, MatrixEventEvent } from 'matrix-js-sdk'
import { z } from 'zod'
import type { PlainEvent } from './decide-incoming.ts'
import type { Link } from './link.ts'

/** The SDK types an event's parts as it trusts them to be; it bears others. */
const sdkEvent = z.custom<Partial<IEvent>>((value) => typeof value === 'object' && value !== null)

/** The SDK's event for one that the server gave: the one it has, if it has it. Its decryption is begun. */
export function eventFor({ client }: Pick<Link, 'client'>, room: string, raw: object): MatrixEvent {
  return client.getEventMapper()(sdkEvent.parse({ ...raw, room_id: room }))
}

export function isReadable(event: MatrixEvent): boolean {
  return !event.isEncrypted() || (event.getClearContent() !== null && !event.isDecryptionFailure())
}

/** Waits until the event can be read. False when that took longer than `ms`. */
export async function readable(
  { client, stopping }: Pick<Link, 'client' | 'stopping'>,
  event: MatrixEvent,
  ms: number,
): Promise<boolean> {
  if (isReadable(event)) return true
  const late = whenReadable(event, AbortSignal.any([stopping, AbortSignal.timeout(ms)]))
  await client.decryptEventIfNeeded(event)
  await late
  stopping.throwIfAborted()
  return isReadable(event)
}

/** Resolves when the event can be read, or when `signal` gives up. */
export function whenReadable(event: MatrixEvent, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      event.off(MatrixEventEvent.Decrypted, decrypted)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const decrypted = () => {
      if (isReadable(event)) done()
    }
    event.on(MatrixEventEvent.Decrypted, decrypted)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
    decrypted()
  })
}

/** The event without what the SDK makes of it: as it was sent, decrypted. */
export function plainEvent(room: string, event: MatrixEvent): PlainEvent {
  const stateKey = event.getStateKey()
  const redacts: unknown = event.event.redacts
  const content: unknown = event.getOriginalContent()
  return {
    room,
    id: event.getId() ?? '',
    type: event.getType(),
    sender: event.getSender() ?? '',
    at: event.getTs(),
    content,
    // What is encrypted keeps its relation outside.
    relation: event.getWireContent()['m.relates_to'] ?? event.getOriginalContent()['m.relates_to'],
    before: event.getUnsigned().prev_content,
    ...(stateKey === undefined ? {} : { stateKey }),
    ...(typeof redacts === 'string' ? { redacts } : {}),
  }
}
