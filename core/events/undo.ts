import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from '@mikro-orm/postgresql'
import { todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { tellsAnybody } from '../diffusion/told.ts'
import { checkFields } from '../kinds/check-fields.ts'
import type { FieldValue } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { isRefusal } from '../refusal.ts'
import { tendRooms } from '../rooms/tend.ts'
import { joinedStore } from '../store/joined.ts'
import { type Entry, EntrySchema } from './entry.entity.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { heldActs } from './held.ts'
import { actingAgent, lockEvent, maySee } from './load.ts'
import { isUndoable, pendingWith, takeAct, type UndoableType } from './pending.ts'
import type { Changed, PendingAct } from './pending-act.entity.ts'
import { recordEntry } from './record.ts'

/** The act that was to be taken back. */
export interface LastAct {
  readonly number: string
  /** It told nobody. */
  readonly toNobody?: true
  readonly title: string
  readonly type: UndoableType | 'opened'
  /** What it said; what it changed, in words. */
  readonly body: Entry['body']
}

export type Undone =
  /** Taken back: nobody was told, nobody will be. */
  | {
      readonly type: 'undone'
      readonly act: LastAct
      /** What he did after it, which has left. */
      readonly left?: LastAct
    }
  /** He took it back himself a moment ago, elsewhere: nobody was told. */
  | { readonly type: 'already'; readonly act: LastAct }
  /** It has left, or was confirmed, or is of a type that is not taken back. */
  | { readonly type: 'too-late'; readonly act: LastAct }
  /** Somebody has changed since what it changed, or acted on what it opened to him: it stays, and is told. */
  | { readonly type: 'changed-since'; readonly act: LastAct }
  /** The agent did nothing lately, on an event that may be spoken of here. */
  | { readonly type: 'nothing' }

/** Which of his acts: on this event, wherever he did it; or of the conversation, which spoke of these. Absent: the last. */
export interface Which {
  readonly number?: string
  readonly spokenOf?: readonly string[]
}

/** Seconds after which an act is not what « annuler » is about any more. */
const lately = 600

/**
 * Takes back the last act of the agent that is still held back, with all that was written with it, while nobody was told of it: what it said is
 * shown to nobody any more, what it changed of the record is as it was before, in a new version. The journal keeps both.
 * Who comes first, the undo or the telling, is decided under the lock of the event.
 */
export async function undoLast(ctx: Context, which: Which = {}): Promise<Undone> {
  const agent = actingAgent(ctx, 'undo')
  const { number, spokenOf } = which
  return ctx.store.transaction(async (em) => {
    const last = await lastActOf(em, ctx, agent.id, number === undefined ? spokenOf : [number])
    const all = await heldActs({ ...ctx, store: joinedStore(ctx.store, em) })
    const held = all.find((one) => (number === undefined ? one.here : one.number === number))
    const entry = held === undefined ? last : await em.findOneOrFail(EntrySchema, { id: held.entryId })
    if (entry === undefined) return { type: 'nothing' }
    const event = await eventOf(em, entry.eventId)
    const act = actOf(event, entry)
    if (act === undefined || !maySee(ctx, event)) return { type: 'nothing' }
    if (act.type === 'opened') return { type: 'too-late', act }
    const pending = await pendingWith(em, ctx, entry.id)
    const events = await lockAll(em, pending)
    // It stays held, so that asking again is answered the same.
    const steps = stepsBack(ctx, pending, events)
    if (steps === undefined || (await othersActed(em, agent.id, pending, events)))
      return { type: 'changed-since', act }
    const [first] = pending
    if (first === undefined || !(await takeAct(em, first.act)))
      return (await wasTakenBack(em, entry))
        ? { type: 'already', act }
        : { type: 'too-late', act: await toWhom(em, ctx, event, entry, act) }
    await putBack(em, ctx, steps)
    const taken = (await firstOf(em, event, pending)) ?? act
    // What another conversation of his may still take back has not left.
    const gone = last !== undefined && last.id > entry.id && !all.some(({ entryId }) => entryId === last.id)
    const left = gone ? await seenAct(em, ctx, last) : undefined
    return { type: 'undone', act: taken, ...(left === undefined || left.type === 'opened' ? {} : { left }) }
  })
}

/** His last act of late that stands, of the events that may be spoken of here; undefined when there is none. */
export async function lastAct(ctx: Context, spokenOf?: readonly string[]): Promise<LastAct | undefined> {
  const agent = actingAgent(ctx, 'undo')
  const em = ctx.store.read()
  const entry = await lastActOf(em, ctx, agent.id, spokenOf)
  return entry === undefined ? undefined : seenAct(em, ctx, entry)
}

/** Of his last entries, that many are looked through for one that stands. */
const mostTakenBack = 50

/** His last act that stands: what was taken back, and that it was, are passed over. */
async function lastActOf(
  em: EntityManager,
  ctx: Context,
  agentId: number,
  numbers: readonly string[] | undefined,
): Promise<Entry | undefined> {
  const events = numbers === undefined ? [] : await em.find(EventSchema, { number: { $in: [...numbers] } })
  const on = numbers === undefined ? {} : { eventId: { $in: events.map(({ id }) => id) } }
  const latest = await em.find(
    EntrySchema,
    { agentId, ...on },
    { orderBy: { id: 'desc' }, limit: mostTakenBack },
  )
  const gone = new Set<string>()
  for (const entry of latest) {
    if (secondsSince(ctx, entry) > lately) return undefined
    const { type, body, eventId, rank } = entry
    if (type === 'withdrawal' && body.undone === true)
      for (const taken of [body.of].flat()) gone.add(`${eventId}:${taken}`)
    else if (!gone.has(`${eventId}:${rank}`)) return entry
  }
  return undefined
}

async function wasTakenBack(em: EntityManager, { eventId, rank }: Entry): Promise<boolean> {
  const taken = await em.find(
    EntrySchema,
    { eventId, type: 'withdrawal' },
    { orderBy: { id: 'desc' }, limit: mostTakenBack },
  )
  return taken.some(({ body }) => body.undone === true && [body.of].flat().includes(rank))
}

async function seenAct(em: EntityManager, ctx: Context, entry: Entry): Promise<LastAct | undefined> {
  const event = await eventOf(em, entry.eventId)
  const act = maySee(ctx, event) ? actOf(event, entry) : undefined
  return act === undefined ? undefined : toWhom(em, ctx, event, entry, act)
}

async function toWhom(
  em: EntityManager,
  ctx: Context,
  event: Event,
  entry: Entry,
  act: LastAct,
): Promise<LastAct> {
  return (await tellsAnybody(em, ctx, event, entry)) ? act : { ...act, toNobody: true }
}

/** What it made possible has been used: a message on a publication would be left on a draft that its author cannot see. */
async function othersActed(
  em: EntityManager,
  agentId: number,
  pending: readonly PendingAct[],
  events: ReadonlyMap<number, Event>,
): Promise<boolean> {
  for (const { eventId, entryId, changed } of pending) {
    if (changed?.type !== 'state') continue
    const since = await em.find(EntrySchema, { eventId, id: { $gt: entryId }, agentId: { $ne: agentId } })
    const own = events.get(eventId)?.structure.id
    // A note warns nobody, and those of the structure read it on the draft as well.
    if (since.some(({ type, structureId }) => type !== 'note' || structureId !== own)) return true
  }
  return false
}

function secondsSince(ctx: Context, { at }: Entry): number {
  return (ctx.clock.now().epochMilliseconds - at.getTime()) / 1000
}

async function eventOf(em: EntityManager, id: number): Promise<Event> {
  return em.findOneOrFail(EventSchema, { id }, { populate: ['structure'] })
}

/** In the order of their ids, so that two undos never wait for each other. */
async function lockAll(em: EntityManager, pending: readonly PendingAct[]): Promise<Map<number, Event>> {
  const events = new Map<number, Event>()
  for (const id of [...new Set(pending.map(({ eventId }) => eventId))].sort((a, b) => a - b)) {
    const event = await eventOf(em, id)
    await lockEvent(em, event)
    events.set(id, event)
  }
  return events
}

/** The words of an act are those of its first entry: a message, whose documents came with it. */
async function firstOf(
  em: EntityManager,
  event: Event,
  pending: readonly PendingAct[],
): Promise<LastAct | undefined> {
  const ids = pending.filter((one) => one.eventId === event.id).map(({ entryId }) => entryId)
  const [entry] = await em.find(EntrySchema, { id: { $in: ids } }, { orderBy: { rank: 'asc' }, limit: 1 })
  return entry === undefined ? undefined : actOf(event, entry)
}

/** Undefined for what follows from other acts. */
function actOf(event: Event, { type, body }: Entry): LastAct | undefined {
  if (type !== 'opened' && !isUndoable(type)) return undefined
  return { number: event.number, title: kindOf(event.kind).title(event.fields), type, body }
}

interface Step extends Pick<PendingAct, 'entryId' | 'changed'> {
  readonly event: Event
  readonly after: Back
}

/** How all of the act is put back; undefined when some of it cannot be. */
function stepsBack(
  ctx: Context,
  pending: readonly PendingAct[],
  events: ReadonlyMap<number, Event>,
): readonly Step[] | undefined {
  const steps = pending.flatMap(({ eventId, entryId, changed }) => {
    const event = events.get(eventId)
    const after = event === undefined ? undefined : decideBack(ctx, event, changed ?? null)
    return event === undefined || after === undefined ? [] : [{ entryId, changed, event, after }]
  })
  return steps.length === pending.length ? steps : undefined
}

async function putBack(em: EntityManager, ctx: Context, steps: readonly Step[]): Promise<void> {
  for (const { event, entryId, changed, after } of steps) {
    const { rank } = await em.findOneOrFail(EntrySchema, { id: entryId })
    if (Object.keys(after).length > 0) Object.assign(event, after, { version: event.version + 1 })
    await recordEntry(
      em,
      ctx,
      event,
      { type: 'withdrawal', body: { of: rank, undone: true } },
      { tell: false },
    )
    if (changed?.type === 'state') await tendRooms(em, event.id)
    if (changed?.type === 'link')
      await em.execute('delete from link where low_id = ? and high_id = ?', [changed.lowId, changed.highId])
  }
}

type Back = Partial<Pick<Event, 'state' | 'fields' | 'publishedAt' | 'closedAt'>>

/** The record as it was before; undefined when somebody has changed since what the act changed. */
export function decideBack(
  ctx: Pick<Context, 'clock'>,
  event: Pick<Event, 'kind' | 'state' | 'fields'>,
  changed: Changed | null,
): Back | undefined {
  switch (changed?.type) {
    case undefined:
    case 'link':
      return {}
    case 'state':
      return event.state === changed.after
        ? {
            state: changed.before,
            publishedAt: dateOrNull(changed.publishedAt),
            closedAt: dateOrNull(changed.closedAt),
          }
        : undefined
    case 'fields': {
      const fields: Record<string, FieldValue> = { ...event.fields }
      for (const [name, [before, after]] of Object.entries(changed.fields)) {
        if (!isDeepStrictEqual(fields[name] ?? null, after)) return undefined
        if (before === null) delete fields[name]
        else fields[name] = before
      }
      return checked(ctx, event, fields)
    }
  }
}

/** With what others changed beside it, it may not hold any more. */
function checked(ctx: Pick<Context, 'clock'>, event: Pick<Event, 'kind' | 'state'>, fields: Event['fields']) {
  try {
    const stage = event.state === 'draft' ? 'draft' : 'published'
    return { fields: checkFields(kindOf(event.kind), fields, stage, todayOf(ctx.clock)) }
  } catch (error) {
    if (isRefusal(error, 'fields-invalid')) return undefined
    throw error
  }
}

function dateOrNull(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant)
}
