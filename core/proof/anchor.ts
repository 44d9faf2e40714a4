import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { canonical, sha256 } from '../canonical.ts'
import { type Clock, dateOf } from '../clock.ts'
import { chainStart } from '../events/chain.ts'
import { addJob } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import type { Notary } from './notary.ts'
import { sealEvent } from './seal.ts'
import { isSignedBy } from './signing.ts'

/** The ends of an event's two chains: of its journal, and of what became of its deliveries. */
export const headSchema = z.object({
  number: z.string(),
  entries: z.int(),
  hash: z.string(),
  seals: z.int(),
  /** Hash of the last seal; zeros when there is none. */
  seal: z.string(),
})
export type Head = z.infer<typeof headSchema>

/** A signed statement: at this instant, these chains ended so. Each names the one before by its hash. */
export const anchorSchema = z.object({
  format: z.literal(1),
  rank: z.int(),
  /** ISO 8601. */
  at: z.string(),
  previous: z.string(),
  heads: z.array(headSchema),
  /** PEM of the public key. */
  key: z.string(),
  signature: z.string(),
})
export type Anchor = z.infer<typeof anchorSchema>

/** The signature is over everything but itself. */
export function isSigned({ signature, ...said }: Anchor): boolean {
  return isSignedBy(said.key, canonical(said), signature)
}

export interface AnchorDeps {
  readonly store: Store
  readonly clock: Clock
  readonly notary: Notary
}

const anchorLock = 734_504
/** Heads in one anchor: the first one of a large installation becomes several. */
const batch = 1000

const changed = z.array(z.object({ id: z.number(), number: z.string() }))
const ends = z.array(z.object({ id: z.number(), ...headSchema.shape }))
const last = z.array(z.object({ rank: z.number(), hash: z.string() }))

/**
 * Signs the ends of the chains of every event that changed since the last anchor, and publishes them. Processes take
 * turns; the second finds nothing left. @returns the anchors that were made
 */
export async function anchorHeads({ store, clock, notary }: AnchorDeps): Promise<Anchor[]> {
  const made: Anchor[] = []
  for (;;) {
    const anchor = await store.transaction(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [anchorLock])
      const events = changed.parse(
        await em.execute(
          `select e.id, e.number from event e left join anchored_head a on a.event_id = e.id
           where a.event_id is null or a.entries <> e.entries
             or exists (select from delivery_fact f where f.event_id = e.id and f.seal is null)
             or a.seals <> (select coalesce(max(s.rank), 0) from delivery_seal s where s.event_id = e.id)
           order by e.id limit ?`,
          [batch],
        ),
      )
      if (events.length === 0) return undefined
      return makeAnchor(em, clock, notary, events)
    })
    if (anchor === undefined) return made
    made.push(anchor)
  }
}

/** An anchor of one event as it is now, for a proof of it. */
export async function anchorEvent(
  { clock, notary }: Pick<AnchorDeps, 'clock' | 'notary'>,
  em: EntityManager,
  event: { readonly id: number; readonly number: string },
): Promise<Anchor> {
  await em.execute('select pg_advisory_xact_lock(?)', [anchorLock])
  return makeAnchor(em, clock, notary, [event])
}

async function makeAnchor(
  em: EntityManager,
  clock: Clock,
  notary: Notary,
  events: z.infer<typeof changed>,
): Promise<Anchor> {
  for (const event of events) await sealEvent(em, clock, event)
  const found = ends.parse(
    await em.execute(
      `select e.id, e.number, e.entries, e.hash, coalesce(s.rank, 0) as seals, coalesce(s.hash, ?) as seal
       from event e left join lateral (
         select rank, hash from delivery_seal where event_id = e.id order by rank desc limit 1) s on true
       where e.id in (select jsonb_array_elements_text(?::jsonb)::int) order by e.id`,
      [chainStart, JSON.stringify(events.map(({ id }) => id))],
    ),
  )
  const [before] = last.parse(await em.execute('select rank, hash from anchor order by rank desc limit 1'))
  const said = {
    format: 1 as const,
    rank: (before?.rank ?? 0) + 1,
    at: dateOf(clock.now()).toISOString(),
    previous: before?.hash ?? chainStart,
    heads: found.map(({ id: _, ...head }) => head),
    key: notary.signer.publicKey,
  }
  const anchor = { ...said, signature: notary.signer.sign(canonical(said)) }
  const line = canonical(anchor)
  await em.execute('insert into anchor (rank, at, line, hash) values (?, ?, ?, ?)', [
    anchor.rank,
    anchor.at,
    line,
    sha256(line),
  ])
  await em.execute(
    `insert into anchored_head (event_id, entries, seals, rank)
     select id, entries, seals, ? from json_to_recordset(?::json) as head (id int, entries int, seals int)
     on conflict (event_id) do update set entries = excluded.entries, seals = excluded.seals, rank = excluded.rank`,
    [anchor.rank, JSON.stringify(found)],
  )
  for (const task of notary.followUps)
    await addJob(em, task, { rank: anchor.rank }, { key: `${task}:${anchor.rank}` })
  // Last: when it fails, nothing says that it was anchored.
  await notary.publish(line)
  return anchor
}
