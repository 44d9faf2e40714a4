import type { EntityManager } from '@mikro-orm/postgresql'
import { recordReading } from '../audit/record-reading.ts'
import type { Context } from '../context.ts'
import { EntrySchema, type EntryType } from '../events/entry.entity.ts'
import { loadEvent } from '../events/load.ts'
import { type ChainCheck, verifyChain } from '../events/verify-chain.ts'
import { alone, briefOf, viewFor } from '../events/view.ts'
import { type DeliveriesCheck, verifyDeliveries } from '../proof/verify-deliveries.ts'
import { addJob } from '../store/jobs.ts'
import type { ChannelName } from './channel.ts'
import { DeliverySchema, type DeliveryState } from './delivery.entity.ts'
import { type OutcomeCode, type Reception, receptionOf } from './outcome.ts'
import { nameOf, type RecipientName, recipientsOf } from './recipients.ts'
import { isOwn, type ShownReason, shownAddress, shownReasons } from './shown-reason.ts'

/** Who was told what version, when, on which channel, with what outcome and why; with the check of the journal's chain. */
export interface Proof {
  readonly number: string
  /** Of the event, as the actor may see it. */
  readonly title: string
  /** When it was drawn from the database; ISO 8601 instant. */
  readonly extractedAt: string
  readonly chain: ChainCheck
  /** The check of what became of the notices: altered, added or taken out after the fact. */
  readonly deliveries: DeliveriesCheck
  readonly lines: readonly ProofLine[]
}

export interface ProofLine extends RecipientName {
  readonly channel: ChannelName
  /** Null for somebody else's: it is known to its owner and the operator. */
  readonly address: string | null
  readonly entryRank: number
  readonly entryType: EntryType
  readonly version: number | null
  /** When it ended; for a waiting one, when it is due. ISO 8601. */
  readonly at: string
  readonly state: DeliveryState
  readonly outcome: OutcomeCode | null
  /** What the provider or the last error said. */
  readonly detail: string | null
  /** How far it came to its reader; null when it was not delivered. */
  readonly reception: Reception | null
  readonly receipt: string | null
  /** ISO 8601; null when no screen showed it, or the channel does not tell. */
  readonly shownAt: string | null
  /** ISO 8601; null when it was not read, or the channel does not tell. In a room, by the first who did. */
  readonly readAt: string | null
  /** ISO 8601; null when it was not acknowledged. */
  readonly acknowledgedAt: string | null
  readonly reasons: readonly ShownReason[]
  /** It is the actor's own, or his structure's. */
  readonly own: boolean
  /** Told in a digest rather than alone. */
  readonly digest: boolean
}

const nobody: RecipientName = { name: '', structure: '', room: false }

/**
 * Recorded in the audit: as an export when it is to be taken away as a file.
 * @throws Refusal event-not-found
 */
export async function proveDiffusion(
  ctx: Context,
  input: { readonly number: string; readonly exported?: boolean },
): Promise<Proof> {
  const proof = await ctx.store.snapshot((em) => readProof(em, ctx, input.number))
  const { event, lines } = proof
  const { length } = lines
  await recordReading(ctx.store.read(), ctx, event, {
    action: input.exported === true ? 'export' : 'proof',
    lines: length,
  })
  // What was proved is signed and kept outside, soon: it cannot be otherwise tomorrow.
  await addJob(ctx.store.read(), 'anchor', {}, { key: 'anchor' })
  return {
    number: event.number,
    title: briefOf(event, viewFor(event, alone)).title,
    extractedAt: ctx.clock.now().toString(),
    chain: proof.chain,
    deliveries: proof.deliveries,
    lines,
  }
}

/** Read at one instant: a notice that leaves meanwhile is not a fault. */
async function readProof(em: EntityManager, ctx: Context, number: string) {
  const event = await loadEvent(em, ctx, number)
  const deliveries = await em.find(
    DeliverySchema,
    { eventId: event.id },
    { orderBy: { entryId: 'asc', createdAt: 'asc', id: 'asc' } },
  )
  const entries = new Map(
    (await em.find(EntrySchema, { eventId: event.id })).map((entry) => [entry.id, entry]),
  )
  const recipients = await recipientsOf(em, deliveries)
  const lines = deliveries.map((one): ProofLine => {
    const entry = entries.get(one.entryId)
    const recipient = recipients(one)
    return {
      ...(recipient === undefined ? nobody : nameOf(recipient)),
      channel: one.channel,
      address: shownAddress(ctx.actor, recipient, one.address ?? null),
      entryRank: entry?.rank ?? 0,
      entryType: entry?.type ?? 'message',
      version: one.version ?? null,
      at: (one.endedAt ?? one.dueAt).toISOString(),
      state: one.state,
      outcome: one.outcome ?? null,
      detail: shownAddress(ctx.actor, recipient, one.detail ?? null),
      reception: receptionOf(one),
      shownAt: one.shownAt?.toISOString() ?? null,
      receipt: one.receipt ?? null,
      readAt: one.readAt?.toISOString() ?? null,
      acknowledgedAt: one.acknowledgedAt?.toISOString() ?? null,
      reasons: shownReasons(ctx.actor, recipient, one.reasons),
      own: isOwn(ctx.actor, recipient),
      digest: one.digestId !== null && one.digestId !== undefined,
    }
  })
  return { event, lines, chain: await verifyChain(em, event), deliveries: await verifyDeliveries(em, event) }
}
