import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type ProvableRow, provableRows } from './said.ts'
import { factRow, factRows } from './seal.ts'

const text = z.string().nullable()
const number = z.number().nullable()
const provable = z.array(
  z.object({
    id: z.string(),
    salt: z.string(),
    entry: z
      .string()
      .nullable()
      .transform((hash) => hash ?? ''),
    agent_id: number,
    structure_id: number,
    room_id: number,
    state: z.string(),
    reasons: z.string(),
    channel: z.string(),
    ended_at: text,
    version: number,
    view: text,
    receipt: text,
    shown_at: text,
    read_at: text,
    acknowledged_at: text,
    digest_id: text,
    address: text,
    outcome: text,
    detail: text,
  }),
)
const sealRow = z.object({
  rank: z.number(),
  /** ISO 8601. */
  at: z.string(),
  facts: z.number(),
  digest: z.string(),
  previous_hash: z.string(),
  hash: z.string(),
})

export type SealRow = z.infer<typeof sealRow>
export type FactRow = z.infer<typeof factRow>

export interface DeliveryHistory {
  readonly rows: readonly ProvableRow[]
  readonly facts: readonly FactRow[]
  readonly seals: readonly SealRow[]
}

/** All of it at once. */
export async function deliveryHistory(em: EntityManager, eventId: number): Promise<DeliveryHistory> {
  const rows = (await Array.fromAsync(rowPages(em, eventId))).flat()
  const facts = (await Array.fromAsync(factPages(em, eventId))).flat()
  return { rows, facts, seals: await sealsOf(em, eventId) }
}

const page = 5000

/** What was noted of an event's deliveries, in the order in which seals cover it. */
export async function* factPages(em: EntityManager, eventId: number): AsyncGenerator<FactRow[]> {
  for (let after = 0; ; ) {
    const found = await em.execute(`${factRows} and id > ? order by id limit ?`, [eventId, after, page])
    const facts = z.array(factRow).parse(found)
    yield facts
    if (facts.length < page) return
    after = facts.at(-1)?.id ?? after
  }
}

const firstId = '00000000-0000-0000-0000-000000000000'

/** Its deliveries as they are. */
export async function* rowPages(em: EntityManager, eventId: number): AsyncGenerator<ProvableRow[]> {
  for (let after = firstId; ; ) {
    const rows = provable.parse(await em.execute(provableRows, [eventId, after, page]))
    yield rows
    if (rows.length < page) return
    after = rows.at(-1)?.id ?? after
  }
}

export async function sealsOf(em: EntityManager, eventId: number): Promise<SealRow[]> {
  const found = await em.execute(
    `select rank, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, facts, digest, previous_hash, hash
     from delivery_seal where event_id = ? order by rank`,
    [eventId],
  )
  return z.array(sealRow).parse(found)
}
