import type { EntityManager } from '@mikro-orm/postgresql'
import { recordReading } from '../audit/record-reading.ts'
import { canonical, sha256 } from '../canonical.ts'
import type { Context } from '../context.ts'
import { nameOf, recipientsOf } from '../diffusion/recipients.ts'
import { recordOf } from '../events/chained-record.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { loadEvent } from '../events/load.ts'
import { presenter } from '../events/present.ts'
import { alone, viewFor } from '../events/view.ts'
import { type Anchor, anchorEvent } from './anchor.ts'
import { deliveryHistory } from './delivery-history.ts'
import type { Notary } from './notary.ts'
import { type ProvableRow, saidOf } from './said.ts'
import type { Fact } from './seal.ts'
import type { SealedProof } from './sealed-proof-shape.ts'

/**
 * Everything that a third party needs to check, without us, what an event's journal says and what became of its notices:
 * `verify-proof.mjs` does. The ends of its chains are signed and published now. Withdrawn words are left out: their hash
 * stands for them. Recorded in the audit.
 * @throws Refusal event-not-found
 */
export async function sealProof(
  ctx: Context,
  notary: Notary,
  input: { readonly number: string },
): Promise<SealedProof> {
  const { id, number } = await loadEvent(ctx.store.read(), ctx, input.number)
  const anchor = await ctx.store.transaction((em) => anchorEvent({ ...ctx, notary }, em, { id, number }))
  const { event, proof } = await ctx.store.snapshot((em) => readProof(em, ctx, number, anchor))
  const lines = proof.deliveries.length
  await recordReading(ctx.store.read(), ctx, event, { action: 'export', lines })
  return proof
}

/** Read at one instant, after the signature. */
async function readProof(
  em: EntityManager,
  ctx: Context,
  number: string,
  anchor: Anchor,
): Promise<{ event: Event; proof: SealedProof }> {
  const event = await loadEvent(em, ctx, number)
  const { id } = event
  const whole = viewFor(event, alone) === 'full'
  const [head] = anchor.heads
  const entries = await em.find(EntrySchema, { eventId: id }, { orderBy: { rank: 'asc' } })
  const { rows, facts, seals } = await deliveryHistory(em, id)
  const recipients = await recipientsOf(em, rows.map(ownedBy))
  const present = presenter(entries)
  const covered = seals.filter(({ rank }) => rank <= (head?.seals ?? 0))
  const ranks = new Set(covered.map(({ rank }) => rank))
  const factsOf = Map.groupBy(facts, ({ seal }) => (seal !== null && ranks.has(seal) ? seal : 'later'))
  const last = entries.at(-1)
  // Written to since the signature: the record that was signed is not there any more.
  const signed = whole && last?.rank === head?.entries && last?.recordSalt
  const record = signed ? { record: { salt: signed, ...recordOf(event) } } : {}
  const proof: SealedProof = {
    format: 1,
    number,
    ...record,
    // What was written since the signature is not part of it.
    entries: entries
      .filter(({ rank }) => rank <= (head?.entries ?? 0))
      .map((entry) => ({
        rank: entry.rank,
        type: entry.type,
        at: entry.at.toISOString(),
        agentId: entry.agentId ?? null,
        author: entry.author,
        structureId: entry.structureId,
        version: entry.version,
        format: entry.format,
        ...(whole && present(entry).withdrawn === undefined ? { body: { ...entry.body } } : {}),
        bodyHash: sha256(canonical(entry.body)),
        recordHash: entry.recordHash ?? null,
        previousHash: entry.previousHash,
        hash: entry.hash,
      })),
    seals: covered.map((seal) => ({
      rank: seal.rank,
      at: seal.at,
      facts: (factsOf.get(seal.rank) ?? []).map(shownFact),
      digest: seal.digest,
      previousHash: seal.previous_hash,
      hash: seal.hash,
    })),
    later: (factsOf.get('later') ?? []).map(shownFact),
    deliveries: rows.map((row) => {
      const recipient = recipients(ownedBy(row))
      const { name, structure } = recipient === undefined ? { name: '', structure: '' } : nameOf(recipient)
      return { delivery: row.id, name, structure, said: saidOf(row) }
    }),
    anchor,
  }
  return { event, proof }
}

function shownFact({ delivery, at, said }: Fact): Fact {
  return { delivery, at, said }
}

function ownedBy({ agent_id, structure_id, room_id }: ProvableRow) {
  return { agentId: agent_id, structureId: structure_id, roomId: room_id }
}
