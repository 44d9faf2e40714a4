import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import { soon } from '#core/store/soon.ts'

/** What is known of a sending: kept for ever, because the server knows a transaction id for a day only. */
export interface Sending {
  readonly txn: string
  readonly room: string
  readonly firstAt: Date
  /** Absent: not known to have arrived. */
  readonly eventId?: string
  /** The server may have forgotten the transaction id. */
  readonly old: boolean
}

const row = z.object({
  room: z.string(),
  txn: z.string(),
  first_at: z.date(),
  event_id: z.string().nullable(),
  old: z.boolean(),
})

/** Servers remember transaction ids for a day; a few hours less, for what is under way and for clocks. */
const remembered = '20 hours'

/**
 * Notes that something is about to be sent under `key`, once; tells what is known of it.
 * @param wait for the disk: unless something that waits is written before the sending
 */
export async function noteSending(
  pool: pg.Pool,
  key: string,
  room: string,
  { wait }: { readonly wait: boolean },
): Promise<Sending> {
  const { rows } = await pool.query(
    `insert into matrix_sent (key, room, txn, first_at)
     select $1, $2, $3, now() ${wait ? '' : `from ${soon}`}
     on conflict (key) do update set txn = matrix_sent.txn
     returning room, txn, first_at, event_id, first_at < now() - interval '${remembered}' as old`,
    [key, room, txnOf(key)],
  )
  return sendingOf(rows[0])
}

/** A new transaction, because the old one certainly brought nothing and is forgotten. */
export async function renewSending(pool: pg.Pool, key: string, last: Sending): Promise<Sending> {
  const { rows } = await pool.query(
    `update matrix_sent set txn = $2, first_at = now() where key = $1
     returning room, txn, first_at, event_id, false as old`,
    [key, txnOf(`${key} ${last.firstAt.toISOString()}`)],
  )
  return sendingOf(rows[0])
}

/** Written without waiting for the disk: should it be lost, the same transaction brings the same id, or the echo does. */
export async function noteSent(pool: pg.Pool, key: string, eventId: string): Promise<void> {
  await pool.query(`update matrix_sent set event_id = $2 from ${soon} where key = $1`, [key, eventId])
}

/** The event that was sent under a key, as far as is known; undefined when there is none. */
export async function sentAs(pool: pg.Pool, key: string): Promise<string | undefined> {
  const { rows } = await pool.query('select event_id from matrix_sent where key = $1', [key])
  return z.array(z.object({ event_id: z.string().nullable() })).parse(rows)[0]?.event_id ?? undefined
}

/** What came back from the server with its transaction id has arrived, whatever became of the answer. */
export async function noteEcho(pool: pg.Pool, txn: string, eventId: string): Promise<void> {
  await pool.query(`update matrix_sent set event_id = $2 from ${soon} where txn = $1 and event_id is null`, [
    txn,
    eventId,
  ])
}

/** The same for the same key, and short enough for a URL. */
function txnOf(key: string): string {
  return `vigie.${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`
}

function sendingOf(read: unknown): Sending {
  const { event_id, first_at, ...rest } = row.parse(read)
  return { ...rest, firstAt: first_at, ...(event_id === null ? {} : { eventId: event_id }) }
}
