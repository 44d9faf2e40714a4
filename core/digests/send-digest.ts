import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { ChannelName } from '../diffusion/channel.ts'
import { composeNotice } from '../diffusion/compose.ts'
import { type DeliverDeps, endDelivery, readerOf, recipientOf, refusedNow } from '../diffusion/deliver.ts'
import { type Delivery, DeliverySchema } from '../diffusion/delivery.entity.ts'
import { stableId } from '../diffusion/delivery-id.ts'
import type { Notice } from '../diffusion/notice.ts'
import { EntrySchema } from '../events/entry.entity.ts'
import { EventSchema } from '../events/event.entity.ts'
import { viewFor } from '../events/view.ts'
import { type Digest, DigestSchema } from './digest.entity.ts'
import { gatherDigest } from './gather.ts'

/**
 * Gathers what waits for one agent's window and sends it as one message. Which deliveries belong to the digest is
 * fixed before sending, so that an attempt after a crash sends the same mail under the same key, and nothing slips in unseen.
 * Nothing is sent when nothing is left to say.
 */
export async function sendDigest(
  deps: DeliverDeps,
  input: { agentId: number; channel: ChannelName; dueAt: string; lastAttempt: boolean },
): Promise<void> {
  const id = stableId('digest', input.agentId, input.channel, input.dueAt)
  await deps.store.transaction((em) => fixContents(em, id, input))
  const em = deps.store.read()
  const digest = await em.findOne(DigestSchema, { id })
  const deliveries = await em.find(
    DeliverySchema,
    { digestId: id, state: 'waiting' },
    { orderBy: { entryId: 'asc' } },
  )
  if (digest === null || deliveries.length === 0) return
  const told = await compose(em, deps, deliveries)
  const notices = told.map(({ notice }) => notice)
  const [first] = notices
  try {
    if (first === undefined) return
    const content = gatherDigest({
      reader: first.reader,
      from: await windowBefore(em, digest),
      to: input.dueAt,
      notices,
    })
    if (content === undefined) return
    const outcome = await deps.channels[input.channel].send(id, content.reader.address, {
      type: 'digest',
      digest: content,
    })
    for (const { delivery } of told) endDelivery(delivery, outcome, dateOf(deps.clock.now()))
    if (outcome.state === 'delivered') {
      digest.sentAt = dateOf(deps.clock.now())
      digest.receipt = outcome.receipt
      digest.items = told.length
    }
  } catch (error) {
    for (const { delivery } of told) {
      delivery.outcome = error instanceof Error ? error.message.slice(0, 250) : 'error'
      if (input.lastAttempt) delivery.state = 'dead'
    }
    if (!input.lastAttempt) throw error
  } finally {
    await em.flush()
  }
}

async function fixContents(
  em: EntityManager,
  id: string,
  { agentId, channel, dueAt }: { agentId: number; channel: ChannelName; dueAt: string },
): Promise<void> {
  await em.upsert(
    DigestSchema,
    { id, agentId, channel, dueAt: new Date(dueAt), items: 0 },
    { onConflictAction: 'ignore' },
  )
  await em.execute(
    `update delivery set digest_id = ? where agent_id = ? and channel = ? and due_at = ? and state = 'waiting'
       and digest_id is null and pace ->> 'every' <> 'entry'`,
    [id, agentId, channel, new Date(dueAt)],
  )
}

/** Rights are checked again for each; what may no longer be told is refused here and left out. */
async function compose(
  em: EntityManager,
  deps: DeliverDeps,
  deliveries: readonly Delivery[],
): Promise<{ delivery: Delivery; notice: Notice }[]> {
  const told: { delivery: Delivery; notice: Notice }[] = []
  for (const delivery of deliveries) {
    const event = await em.findOneOrFail(EventSchema, { id: delivery.eventId }, { populate: ['structure'] })
    const entry = await em.findOneOrFail(EntrySchema, { id: delivery.entryId })
    const recipient = await recipientOf(em, delivery)
    const why = recipient === undefined ? 'unknown' : refusedNow(deps, recipient, event)
    if (recipient === undefined || why !== undefined) {
      endDelivery(delivery, { state: 'refused', why: why ?? 'unknown' }, dateOf(deps.clock.now()))
      continue
    }
    delivery.attempts += 1
    delivery.version = event.version
    delivery.view = viewFor(event)
    const reader = readerOf(recipient, delivery)
    told.push({ delivery, notice: await composeNotice(em, deps.links, { delivery, event, entry, reader }) })
  }
  await em.flush()
  return told
}

/** When the agent's digest before this one left; a week before when there was none. */
async function windowBefore(em: EntityManager, digest: Digest): Promise<string> {
  const [before] = await em.find(
    DigestSchema,
    { agentId: digest.agentId, channel: digest.channel, dueAt: { $lt: digest.dueAt }, sentAt: { $ne: null } },
    { orderBy: { dueAt: 'desc' }, limit: 1 },
  )
  return (before?.dueAt ?? new Date(digest.dueAt.getTime() - 7 * 24 * 3_600_000)).toISOString()
}
