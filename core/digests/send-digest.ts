import type { EntityManager } from '@mikro-orm/postgresql'
import { dateOf } from '../clock.ts'
import type { Outcome } from '../diffusion/channel.ts'
import { type DeliverDeps, reporter, tellByMail } from '../diffusion/deliver.ts'
import { type Delivery, DeliverySchema } from '../diffusion/delivery.entity.ts'
import { stableId } from '../diffusion/delivery-id.ts'
import { turnOf } from '../diffusion/in-turn.ts'
import { prepareNotices } from '../diffusion/prepare.ts'
import { ended, failed, recordOutcomes } from '../diffusion/record-outcome.ts'
import { sendDigestOf } from '../diffusion/send-safely.ts'
import { againWhenLost } from '../store/again.ts'
import type { Store } from '../store/store.ts'
import { type Digest, DigestSchema } from './digest.entity.ts'
import { addDigestJobs, type DigestWindow } from './digest-jobs.ts'
import { gatherDigest } from './gather.ts'

type DigestInput = DigestWindow & { readonly lastAttempt: boolean }

/**
 * Gathers what waits for the window of an agent or a room and sends it as one message. Which deliveries belong to the digest is
 * fixed before sending, so that an attempt after a crash sends the same mail under the same key, and nothing slips in unseen.
 * Nothing is sent when nothing is left to say.
 */
export async function sendDigest(deps: DeliverDeps, input: DigestInput): Promise<void> {
  const owner = 'agentId' in input ? [input.agentId] : ['room', input.roomId]
  const id = stableId('digest', ...owner, input.channel, input.dueAt)
  await deps.store.transaction((em) => fixContents(em, id, input))
  const names = (await waitingIn(deps.store.read(), id)).map(turnOf)
  await deps.store.claims.holding(names, async (held) => {
    if (names.some((name) => !held.has(name))) await sendLater(deps.store, input)
    else await sendFixed(deps, id, input)
  })
}

function waitingIn(em: EntityManager, digestId: string): Promise<Delivery[]> {
  return em.find(DeliverySchema, { digestId, state: 'waiting' }, { orderBy: { entryId: 'asc' } })
}

/** One of its events is just being told to its reader: the digest then says what that did not. */
async function sendLater(store: Store, { lastAttempt: _, ...window }: DigestInput): Promise<void> {
  await store.transaction((em) => addDigestJobs(em, [window], 1))
}

async function sendFixed(deps: DeliverDeps, id: string, input: DigestInput): Promise<void> {
  const em = deps.store.read()
  const digest = await em.findOne(DigestSchema, { id })
  const deliveries = await waitingIn(em, id)
  if (digest === null || deliveries.length === 0) return
  const kept = await prepare(em, deps, deliveries)
  const [first] = kept
  if (first === undefined) return
  const content = gatherDigest({
    reader: first.notice.reader,
    from: await windowBefore(em, digest),
    to: input.dueAt,
    notices: kept.map(({ notice }) => notice),
  })
  if (content === undefined) return
  const at = () => dateOf(deps.clock.now())
  let outcome: Outcome
  try {
    outcome = await sendDigestOf(deps.channels[input.channel], id, content, reporter(deps))
  } catch (error) {
    await againWhenLost(() => recordOutcomes(em, kept, failed(error, input.lastAttempt, at())))
    if (!input.lastAttempt) throw error
    return
  }
  const sent = outcome.state === 'delivered' ? { receipt: outcome.receipt } : undefined
  // What was sent and is not known to be would be sent again.
  await againWhenLost(() =>
    deps.store.transaction(async (em) => {
      if (sent !== undefined)
        await em.nativeUpdate(DigestSchema, { id }, { ...sent, sentAt: at(), items: kept.length })
      await recordOutcomes(em, kept, ended(outcome, at()))
    }),
  )
}

async function fixContents(em: EntityManager, id: string, input: DigestInput): Promise<void> {
  const { channel, dueAt } = input
  const [column, ownerId, owner] =
    'agentId' in input
      ? ['agent_id', input.agentId, { agentId: input.agentId }]
      : ['room_id', input.roomId, { roomId: input.roomId }]
  await em.upsert(
    DigestSchema,
    { id, ...owner, channel, dueAt: new Date(dueAt), items: 0 },
    { onConflictAction: 'ignore' },
  )
  await em.execute(
    `update delivery set digest_id = ? where ${column} = ? and channel = ? and due_at = ? and state = 'waiting'
       and digest_id is null and pace ->> 'every' <> 'entry'`,
    [id, ownerId, channel, new Date(dueAt)],
  )
}

/** Rights and reasons are looked at again for each; what may no longer be told is refused here and left out. */
async function prepare(em: EntityManager, deps: DeliverDeps, deliveries: readonly Delivery[]) {
  const prepared = await prepareNotices(em, deps, deliveries)
  const unreachable = prepared.filter((one) => one.type === 'unreachable')
  if (unreachable.length > 0) await tellByMail(deps.store, unreachable)
  const at = dateOf(deps.clock.now())
  for (const [why, refused] of Map.groupBy(
    prepared.filter((one) => one.type === 'refused'),
    (one) => one.why,
  ))
    await recordOutcomes(
      em,
      refused.map(({ delivery }) => ({ delivery })),
      ended({ state: 'refused', why }, at),
    )
  return prepared.filter((one) => one.type === 'notice')
}

/** When its owner's digest before this one left; a week before when there was none. */
async function windowBefore(em: EntityManager, digest: Digest): Promise<string> {
  const [before] = await em.find(
    DigestSchema,
    {
      agentId: digest.agentId ?? null,
      roomId: digest.roomId ?? null,
      channel: digest.channel,
      dueAt: { $lt: digest.dueAt },
      sentAt: { $ne: null },
    },
    { orderBy: { dueAt: 'desc' }, limit: 1 },
  )
  return (before?.dueAt ?? new Date(digest.dueAt.getTime() - 7 * 24 * 3_600_000)).toISOString()
}
