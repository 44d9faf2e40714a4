import type { EntityManager } from '@mikro-orm/postgresql'
import { recordReading } from '../audit/record-reading.ts'
import type { Context } from '../context.ts'
import type { EntryType } from '../events/entry.entity.ts'
import { loadEvent } from '../events/load.ts'
import { type ChainCheck, verifyChain } from '../events/verify-chain.ts'
import { alone, briefOf, viewFor } from '../events/view.ts'
import { type DeliveriesCheck, verifyDeliveries } from '../proof/verify-deliveries.ts'
import { addJob } from '../store/jobs.ts'
import type { ChannelName } from './channel.ts'
import type { DeliveryState } from './delivery.entity.ts'
import { type OutcomeCode, type Reception, receptionOf } from './outcome.ts'
import type { Recipient } from './plan.ts'
import { nameOf, type RecipientName, recipientsOf } from './recipients.ts'
import { isOwn, type ShownReason, shownAddress, shownReasons } from './shown-reason.ts'
import { type ToldRow, toldPages } from './told-rows.ts'

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
  const found: { readonly line: ProofLine; readonly createdAt: number }[] = []
  for await (const rows of toldPages(em, event.id)) {
    const recipients = await recipientsOf(em, rows)
    for (const row of rows)
      found.push({ line: lineOf(ctx, row, recipients(row)), createdAt: row.createdAt.getTime() })
  }
  found.sort((a, b) => a.line.entryRank - b.line.entryRank || a.createdAt - b.createdAt)
  return {
    event,
    lines: found.map(({ line }) => line),
    chain: await verifyChain(em, event),
    deliveries: await verifyDeliveries(em, event),
  }
}

function lineOf({ actor }: Context, row: ToldRow, recipient: Recipient | undefined): ProofLine {
  return {
    ...(recipient === undefined ? nobody : nameOf(recipient)),
    channel: row.channel,
    address: shownAddress(actor, recipient, row.address),
    entryRank: row.entryRank,
    entryType: row.entryType,
    version: row.version,
    at: (row.endedAt ?? row.dueAt).toISOString(),
    state: row.state,
    outcome: row.outcome,
    detail: shownAddress(actor, recipient, row.detail),
    reception: receptionOf(row),
    shownAt: row.shownAt?.toISOString() ?? null,
    receipt: row.receipt,
    readAt: row.readAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    reasons: shownReasons(actor, recipient, row.reasons),
    own: isOwn(actor, recipient),
    digest: row.digestId !== null,
  }
}
