import type { EntityManager } from '@mikro-orm/postgresql'
import type { Context } from '../context.ts'
import { type Entry, EntrySchema, type EntryType } from '../events/entry.entity.ts'
import { type Event, EventSchema } from '../events/event.entity.ts'
import { loadEvent } from '../events/load.ts'
import { readNumber } from '../events/number.ts'
import { PendingActSchema } from '../events/pending-act.entity.ts'
import { DeliverySchema } from './delivery.entity.ts'
import { forEveryone, keyOf, type Plan, type PlannedDelivery, type Recipient } from './plan.ts'
import { nameOf } from './recipients.ts'
import { planFor } from './wishes.ts'

/** Whom an act tells. */
export interface Told {
  readonly total: number
  /** How many of them learn of it in their next digest. */
  readonly later: number
  /** The first of them: first names of agents, labels of structures and their rooms. */
  readonly names: readonly ToldName[]
  /** It may be taken back before it leaves. */
  readonly held: boolean
  /** Those whom it no longer concerns: they learn just that, and then nothing. */
  readonly leaving: { readonly total: number; readonly names: readonly ToldName[] }
}

interface ToldName {
  readonly name: string
  readonly room: boolean
}

export const nobodyTold: Told = {
  total: 0,
  later: 0,
  names: [],
  held: false,
  leaving: { total: 0, names: [] },
}

/** Enough to recognise who is told; the others are counted. */
const mostNamed = 5

/** The plan of one entry: what fan-out writes, and what its author is told that it does. */
export async function planOfEntry(
  em: EntityManager,
  ctx: Context,
  event: Event,
  entry: Entry,
): Promise<Plan> {
  const { id, type, agentId, body } = entry
  // Nobody was told of what it takes back.
  if (body.undone === true) return { deliveries: [], excluded: [] }
  return planFor(em, ctx, event, {
    type,
    authorId: agentId ?? undefined,
    id,
    of: body.of,
    from: body.from,
    infected: body.infected,
    outdated: await isOutdated(em, entry),
  })
}

/** Whether somebody was told of an entry, or will be. */
export async function tellsAnybody(
  em: EntityManager,
  ctx: Context,
  event: Event,
  entry: Entry,
): Promise<boolean> {
  if ((await em.count(DeliverySchema, { entryId: entry.id })) > 0) return true
  return (await planOfEntry(em, ctx, event, entry)).deliveries.length > 0
}

/** Whether an act that is held back will tell somebody. */
export async function actTells(ctx: Context, act: string): Promise<boolean> {
  const em = ctx.store.read()
  for (const { eventId, entryId } of await em.find(PendingActSchema, { act })) {
    const event = await em.findOneOrFail(EventSchema, { id: eventId }, { populate: ['structure'] })
    const entry = await em.findOneOrFail(EntrySchema, { id: entryId })
    if (await tellsAnybody(em, ctx, event, entry)) return true
  }
  return false
}

/** Whether a later change of the record is told as well: that one says who is not concerned any more. */
async function isOutdated(em: EntityManager, { eventId, rank, version }: Entry): Promise<boolean> {
  const after = { eventId, rank: { $gt: rank }, version: { $gt: version } }
  const later = await em.find(EntrySchema, {
    ...after,
    type: { $in: ['withdrawal' as const, ...forEveryone] },
  })
  const undone = new Set(later.flatMap(({ body }) => (body.undone === true ? (body.of ?? []) : [])))
  // What an import brought up to date is told to nobody.
  return later.some(
    ({ type, body, rank: own }) =>
      type !== 'withdrawal' && type !== 'correction' && body.origin === undefined && !undone.has(own),
  )
}

/**
 * Whom the last entry of each of these events tells, each person once. Asked in the transaction of the act, that entry
 * is the act's own.
 */
export async function toldOf(ctx: Context, input: { readonly numbers: readonly string[] }): Promise<Told> {
  return named(ctx, await plannedBy(ctx, input.numbers))
}

/** Whether one of these agents is among those whom the last entry of this event tells. */
export async function isTold(
  ctx: Context,
  input: { readonly number: string; readonly agentIds: readonly number[] },
): Promise<boolean> {
  const deliveries = await plannedBy(ctx, [input.number])
  return deliveries.some(
    ({ recipient }) => recipient.to === 'agent' && input.agentIds.includes(recipient.agent.id),
  )
}

async function plannedBy(ctx: Context, numbers: readonly string[]): Promise<PlannedDelivery[]> {
  const em = ctx.store.read()
  const told = new Map<string, PlannedDelivery>()
  for (const number of numbers) {
    const event = await em.findOneOrFail(
      EventSchema,
      { number: readNumber(number) },
      { populate: ['structure'] },
    )
    const entry = await em.findOneOrFail(EntrySchema, { eventId: event.id, rank: event.entries })
    for (const delivery of (await planOfEntry(em, ctx, event, entry)).deliveries)
      told.set(keyOf(delivery.recipient), delivery)
  }
  return [...told.values()]
}

/** Whom an entry of this type would tell, were it written now. @throws Refusal event-not-found */
export async function toldByNext(
  ctx: Context,
  input: { readonly number: string; readonly type: EntryType },
): Promise<Told> {
  const em = ctx.store.read()
  const event = await loadEvent(em, ctx, input.number)
  const authorId = ctx.actor.type === 'agent' ? ctx.actor.agent.id : undefined
  const { deliveries } = await planFor(em, ctx, event, { type: input.type, authorId })
  return named(ctx, deliveries)
}

/** A first name that two of them have is no name: those are named in full. */
function named(ctx: Context, deliveries: readonly PlannedDelivery[]): Told {
  const recipients = deliveries.map(({ recipient }) => recipient)
  const shared = Map.groupBy(recipients, shortName)
  const nameIn = (one: Recipient) =>
    (shared.get(shortName(one)) ?? []).length > 1 ? nameOf(one).name : shortName(one)
  const firstOf = (all: readonly Recipient[]) =>
    all.slice(0, mostNamed).map((one) => ({ name: nameIn(one), room: one.to === 'room' }))
  const leaving = deliveries
    .filter(({ reasons }) => reasons.every(({ type }) => type === 'no-longer'))
    .map(({ recipient }) => recipient)
  const later = deliveries.filter(({ pace }) => pace.every !== 'entry').length
  return {
    total: recipients.length,
    later,
    names: firstOf(recipients),
    held: (ctx.undoSeconds ?? 0) > 0,
    leaving: { total: leaving.length, names: firstOf(leaving) },
  }
}

function shortName(recipient: Recipient): string {
  return recipient.to === 'agent' ? recipient.agent.firstName : nameOf(recipient).name
}
