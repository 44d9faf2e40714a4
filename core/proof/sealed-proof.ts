import { recordReading } from '../audit/record-reading.ts'
import { canonical, sha256 } from '../canonical.ts'
import type { Context } from '../context.ts'
import { DeliverySchema } from '../diffusion/delivery.entity.ts'
import { nameOf, recipientsOf } from '../diffusion/recipients.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { loadEvent } from '../events/load.ts'
import { presenter } from '../events/present.ts'
import { alone, viewFor } from '../events/view.ts'
import { anchorEvent } from './anchor.ts'
import type { Notary } from './notary.ts'
import { saidOf } from './said.ts'
import type { SealedProof } from './sealed-proof-shape.ts'
import { deliveryHistory } from './verify-deliveries.ts'

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
  const event = await loadEvent(ctx.store.read(), ctx, input.number)
  const { id, number } = event
  const whole = viewFor(event, alone) === 'full'
  const anchor = await ctx.store.transaction((em) => anchorEvent({ ...ctx, notary }, em, { id, number }))
  const [head] = anchor.heads
  const em = ctx.store.read()
  const entries = await em.find(EntrySchema, { eventId: id }, { orderBy: { rank: 'asc' } })
  const { rows, facts, seals } = await deliveryHistory(em, id)
  const deliveries = await em.find(DeliverySchema, { eventId: id })
  const recipients = await recipientsOf(em, deliveries)
  const names = new Map(deliveries.map((one) => [one.id, recipients(one)]))
  const present = presenter(entries)
  await recordReading(em, ctx, event, { action: 'export', lines: rows.length })
  const covered = new Set(seals.filter(({ rank }) => rank <= (head?.seals ?? 0)).map(({ rank }) => rank))
  return {
    format: 1,
    number,
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
        previousHash: entry.previousHash,
        hash: entry.hash,
      })),
    seals: seals
      .filter(({ rank }) => covered.has(rank))
      .map((seal) => ({
        rank: seal.rank,
        at: seal.at,
        facts: facts
          .filter((fact) => fact.seal === seal.rank)
          .map(({ delivery, at, said }) => ({ delivery, at, said })),
        digest: seal.digest,
        previousHash: seal.previous_hash,
        hash: seal.hash,
      })),
    later: facts
      .filter(({ seal }) => seal === null || !covered.has(seal))
      .map(({ delivery, at, said }) => ({ delivery, at, said })),
    deliveries: rows.map((row) => {
      const recipient = names.get(row.id)
      const { name, structure } = recipient === undefined ? { name: '', structure: '' } : nameOf(recipient)
      return { delivery: row.id, name, structure, said: saidOf(row) }
    }),
    anchor,
  }
}
