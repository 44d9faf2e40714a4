import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { canonical } from '../canonical.ts'
import { chainStart } from '../events/chain.ts'
import { type ProvableRow, provableRows, saidOf } from './said.ts'
import { digestOf, factRow, factRows, hashOfSeal } from './seal.ts'

/**
 * What does not hold. `deleted`: a delivery that was noted is gone; `changed`: it says other than what was noted last;
 * `unknown`: it was never noted; `chain`: a seal does not cover what it covered.
 */
export const faults = ['deleted', 'changed', 'unknown', 'chain'] as const
export type FaultKind = (typeof faults)[number]

export interface DeliveriesCheck {
  readonly ok: boolean
  readonly deliveries: number
  readonly seals: number
  /** Hash of the last seal; zeros when there is none. */
  readonly hash: string
  /** Facts that no seal covers yet. */
  readonly unsealed: number
  /** `of`: the delivery's id, or the seal's rank. */
  readonly broken: readonly { readonly kind: FaultKind; readonly of: string }[]
}

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

export async function deliveryHistory(em: EntityManager, eventId: number): Promise<DeliveryHistory> {
  return {
    rows: provable.parse(await em.execute(provableRows, [eventId])),
    facts: z.array(factRow).parse(await em.execute(`${factRows} order by id`, [eventId])),
    seals: z.array(sealRow).parse(
      await em.execute(
        `select rank, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, facts, digest, previous_hash, hash
           from delivery_seal where event_id = ? order by rank`,
        [eventId],
      ),
    ),
  }
}

/** Recomputes an event's chain of seals, and compares each delivery with what was noted of it last. */
export async function verifyDeliveries(
  em: EntityManager,
  event: { readonly id: number; readonly number: string },
): Promise<DeliveriesCheck> {
  return decideDeliveries(event.number, await deliveryHistory(em, event.id))
}

export function decideDeliveries(
  eventNumber: string,
  { rows, facts, seals }: DeliveryHistory,
): DeliveriesCheck {
  const broken: { kind: FaultKind; of: string }[] = []
  const bySeal = Map.groupBy(facts, (fact) => fact.seal ?? 0)
  let previousHash = chainStart
  for (const [index, seal] of seals.entries()) {
    const covered = bySeal.get(seal.rank) ?? []
    bySeal.delete(seal.rank)
    const expected = hashOfSeal({
      number: eventNumber,
      rank: index + 1,
      at: seal.at,
      facts: covered.length,
      digest: digestOf(covered),
      previousHash,
    })
    if (seal.hash !== expected) broken.push({ kind: 'chain', of: String(seal.rank) })
    previousHash = seal.hash
  }
  for (const rank of bySeal.keys()) if (rank !== 0) broken.push({ kind: 'chain', of: String(rank) })
  const last = new Map(facts.map((fact) => [fact.delivery, fact]))
  for (const row of rows) {
    const noted = last.get(row.id)
    last.delete(row.id)
    if (noted === undefined) broken.push({ kind: 'unknown', of: row.id })
    else if (canonical(noted.said) !== canonical(saidOf(row))) broken.push({ kind: 'changed', of: row.id })
  }
  for (const id of last.keys()) broken.push({ kind: 'deleted', of: id })
  return {
    ok: broken.length === 0,
    deliveries: rows.length,
    seals: seals.length,
    hash: previousHash,
    unsealed: facts.filter((fact) => fact.seal === null).length,
    broken,
  }
}
