import { type Clock, dateOf } from '../clock.ts'
import { heldDeliveries } from '../events/pending.ts'
import type { Store } from '../store/store.ts'
import type { Channel, ChannelName, Outcome } from './channel.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import { outOfTurn, turnOf } from './in-turn.ts'
import { type Prepared, prepareNotices } from './prepare.ts'
import { ended, failed, outcomeRecorder } from './record-outcome.ts'
import { type ReportUnworded, sendNotice } from './send-safely.ts'
import type { StopLinks } from './stop-link.ts'

/** What sending needs: no actor, for rights are the recipient's. */
export interface DeliverDeps {
  readonly store: Store
  readonly clock: Clock
  readonly channels: Readonly<Record<ChannelName, Channel>>
  readonly links: StopLinks
  /** Told what could not be put in form. */
  readonly log?: { error(what: object, message: string): void }
}

export function reporter({ log }: Pick<DeliverDeps, 'log'>): ReportUnworded {
  return (key, error) => log?.error({ key, err: error }, 'a notice cannot be put in form')
}

/**
 * Sends deliveries that are due: rights again, each reader's view, the channel, the outcome of each recorded as it comes.
 * Throws when one is worth another attempt: those that were sent are left alone then. On the last attempt what still
 * fails is dead, and a command lists it.
 */
export async function deliverBatch(
  deps: DeliverDeps,
  input: { readonly deliveryIds: readonly string[]; readonly lastAttempt: boolean },
): Promise<void> {
  const asked = await deps.store.read().find(DeliverySchema, waitingOf(input.deliveryIds))
  await deps.store.claims.holding(asked.map(turnOf), async (held) => {
    const [mine, others] = [
      asked.filter((one) => held.has(turnOf(one))),
      asked.filter((one) => !held.has(turnOf(one))),
    ]
    if (others.length > 0) await sendLater(deps.store, others)
    await sendInTurn(deps, mine, input.lastAttempt)
  })
}

// What was sent before a crash is not waiting any more: a job that runs again does only the rest.
function waitingOf(ids: readonly string[]) {
  return { id: { $in: [...ids] }, state: 'waiting' as const }
}

async function sendInTurn(
  deps: DeliverDeps,
  claimed: readonly Delivery[],
  lastAttempt: boolean,
): Promise<void> {
  const em = deps.store.read()
  // Read again: what had them in hand before may have sent them.
  const waiting = await em.find(DeliverySchema, waitingOf(claimed.map(({ id }) => id)))
  const held = await heldDeliveries(em, deps, waiting)
  if (held.waiting.length > 0) await sendLater(deps.store, held.waiting, held.seconds)
  const free = waiting.filter((one) => !held.waiting.includes(one))
  const early = await outOfTurn(em, deps.clock, free)
  if (early.size > 0)
    await sendLater(
      deps.store,
      free.filter(({ id }) => early.has(id)),
    )
  const prepared = await prepareNotices(
    em,
    deps,
    free.filter(({ id }) => !early.has(id)),
  )
  const record = outcomeRecorder(deps.store)
  const ends = await Promise.allSettled(prepared.map((one) => deliverOne(deps, record, one, lastAttempt)))
  // All have ended first: what is given up here is done again by another.
  const lost = ends.find((end) => end.status === 'rejected')
  if (lost !== undefined) throw lost.reason
  const again = ends.find((end) => end.status === 'fulfilled' && end.value !== undefined)
  if (again?.status === 'fulfilled' && !lastAttempt) throw again.value
}

/** Seconds until those that come after another are looked at again. */
const turn = 1

async function sendLater(store: Store, deliveries: readonly Delivery[], seconds = turn): Promise<void> {
  await store.transaction((em) => addDeliverJobs(em, deliveries, seconds))
}

/** @returns the error, when another attempt is worth it */
async function deliverOne(
  deps: DeliverDeps,
  record: ReturnType<typeof outcomeRecorder>,
  one: Prepared,
  lastAttempt: boolean,
): Promise<Error | undefined> {
  const { delivery } = one
  const now = () => dateOf(deps.clock.now())
  if (one.type === 'refused') {
    await record({ delivery }, ended({ state: 'refused', why: one.why }, now()))
    return undefined
  }
  if (one.type === 'unreachable') {
    await tellByMail(deps.store, [one])
    return undefined
  }
  let outcome: Outcome
  try {
    outcome = await sendNotice(deps.channels[delivery.channel], delivery.id, one.notice, reporter(deps))
  } catch (error) {
    await record(one, failed(error, lastAttempt, now()))
    return error instanceof Error ? error : new Error(String(error))
  }
  await record(one, ended(outcome, now()))
  return undefined
}

/** Who unlinked his account between the plan and the sending is told by mail: at once, or in the digest of the same window. */
export async function tellByMail(
  store: Store,
  unreachable: readonly { readonly delivery: Delivery; readonly email: string }[],
): Promise<void> {
  await store.transaction(async (em) => {
    for (const { delivery, email } of unreachable) {
      const waiting = { id: delivery.id, state: 'waiting' as const }
      const moved = { channel: 'email' as const, address: email, digestId: null }
      await em.nativeUpdate(DeliverySchema, waiting, moved)
      if (delivery.pace.every === 'entry')
        await addDeliverJobs(em, [{ ...waiting, ...moved, reasons: delivery.reasons }])
    }
  })
}
