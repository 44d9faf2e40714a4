import { randomUUID } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type Clock, dateOf } from '#core/clock.ts'
import { startOf } from '#core/query/cut.ts'
import type { Store } from '#core/store/store.ts'

/** A message that could not be handled. */
export interface SetAside {
  /** What its sender was told, to quote it. */
  readonly reference: string
  readonly provider: string
  readonly id: string
  readonly room: string
  readonly sender: string | null
  /** What the chat handed over, read back from JSON. */
  readonly message: unknown
  readonly error: string
  readonly at: Date
}

const rows = z.array(
  z.object({
    reference: z.string(),
    provider: z.string(),
    id: z.string(),
    room: z.string(),
    sender: z.string().nullable(),
    message: z.string().transform((json): unknown => JSON.parse(json)),
    error: z.string(),
    at: z.coerce.date(),
  }),
)

/** Characters of an error that are kept. */
const longestError = 500

/**
 * Keeps a message apart whose handling fails, so that it holds up nothing. Twice is once.
 * @param input.message all that the chat handed over
 * @returns the reference that its sender is told
 */
export async function setAside(
  em: EntityManager,
  clock: Clock,
  input: {
    readonly provider: string
    readonly id: string
    readonly room: string
    readonly sender?: string
    readonly message: unknown
    readonly error: unknown
  },
): Promise<string> {
  const { provider, id, room, sender, message, error } = input
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const found = await em.execute(
    `insert into set_aside (reference, provider, id, room, sender, message, error, at) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (provider, id) do update set message = excluded.message, error = excluded.error, replayed_at = null returning reference`,
    [
      randomUUID().slice(0, 8),
      provider,
      writable(id),
      writable(room),
      sender === undefined ? null : writable(sender),
      JSON.stringify(message, withoutBytes),
      writable(startOf(said, longestError)),
      dateOf(clock.now()),
    ],
  )
  return z.tuple([z.object({ reference: z.string() })]).parse(found)[0].reference
}

/** Those that wait for an operator, oldest first. @param reference that one alone */
export async function allSetAside(store: Store, reference?: string): Promise<readonly SetAside[]> {
  const found = await store.read().execute(
    `select reference, provider, id, room, sender, message, error, at from set_aside
       where replayed_at is null and (?::text is null or reference = ?) order by at, reference`,
    [reference ?? null, reference ?? null],
  )
  return rows.parse(found)
}

/** It was handled after all. */
export async function noteReplayed(store: Store, reference: string): Promise<void> {
  await store.read().execute('update set_aside set replayed_at = now() where reference = ?', [reference])
}

/** What PostgreSQL takes as a text. */
function writable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** The bytes of files are not kept: they are where they were said. */
function withoutBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? undefined : value
}
