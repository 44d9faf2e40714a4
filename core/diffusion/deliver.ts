import { type Clock, dateOf } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { Channel, ChannelName, Outcome } from './channel.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import type { Notice } from './notice.ts'
import { type Prepared, prepareNotices } from './prepare.ts'
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
  const em = deps.store.read()
  // What was sent before a crash is not waiting any more: a job that runs again does only the rest.
  const ids = { id: { $in: [...input.deliveryIds] } }
  const waiting = await em.find(DeliverySchema, { ...ids, state: 'waiting' })
  const prepared = await prepareNotices(em, deps, waiting)
  for (const one of prepared)
    Object.assign(one.delivery, one.type === 'notice' ? attempted(one.delivery, one.notice) : {})
  await em.flush()
  const errors = await Promise.all(prepared.map((one) => deliverOne(deps, one, input.lastAttempt)))
  const again = errors.find((error) => error !== undefined)
  if (again !== undefined && !input.lastAttempt) throw again
}

/** @returns the error, when another attempt is worth it */
async function deliverOne(
  deps: DeliverDeps,
  one: Prepared,
  lastAttempt: boolean,
): Promise<Error | undefined> {
  const { delivery } = one
  const save = (changes: Partial<Delivery>) =>
    deps.store
      .read()
      .nativeUpdate(DeliverySchema, { id: delivery.id, state: 'waiting' }, noted(delivery, changes))
  const now = () => dateOf(deps.clock.now())
  if (one.type === 'refused') {
    await save(ended({ state: 'refused', why: one.why }, now()))
    return undefined
  }
  if (one.type === 'unreachable') {
    await tellByMail(deps.store, [one])
    return undefined
  }
  const { notice } = one
  let outcome: Outcome
  try {
    outcome = await sendNotice(deps.channels[delivery.channel], delivery.id, notice, reporter(deps))
  } catch (error) {
    await save(failed(error, lastAttempt, now()))
    return error instanceof Error ? error : new Error(String(error))
  }
  await save(ended(outcome, now()))
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
      if (delivery.pace.every === 'entry') await addDeliverJobs(em, [{ ...waiting, ...moved }])
    }
  })
}

/** A change of what is provable of a delivery, with the note that the database asks for. */
export function noted(delivery: Delivery, changes: Partial<Delivery>): Partial<Delivery> {
  return changes.state === undefined ? changes : { ...changes, facts: delivery.facts + 1 }
}

/** What an attempt leaves in the row before the channel is called. */
export function attempted(delivery: Delivery, { event, reader }: Notice): Partial<Delivery> {
  return {
    attempts: delivery.attempts + 1,
    version: event.version,
    view: event.view,
    address: reader.address,
  }
}

export function ended(outcome: Outcome, at: Date): Partial<Delivery> {
  if (outcome.state === 'refused') {
    const detail = outcome.detail?.slice(0, 250) ?? null
    return { state: 'refused', endedAt: at, outcome: outcome.why, detail }
  }
  return { state: 'delivered', endedAt: at, outcome: null, detail: null, receipt: outcome.receipt }
}

export function failed(error: unknown, lastAttempt: boolean, at: Date): Partial<Delivery> {
  const why = {
    outcome: 'failed',
    detail: error instanceof Error ? error.message.slice(0, 250) : null,
  } as const
  return lastAttempt ? { ...why, state: 'dead', endedAt: at } : why
}
