import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { recordReading } from '../audit/record-reading.ts'
import type { Context } from '../context.ts'
import type { EntryBrief, EventBrief, LabelledValue } from '../diffusion/notice.ts'
import type { Fields, KindCode, View } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { shownFields, valuesIn } from '../kinds/show.ts'
import { type EntryRange, entriesIn } from './entries-in.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { loadEvent, maySee } from './load.ts'
import { alone, briefOf, viewFor } from './view.ts'

/** An event as the actor may see it. Instants are ISO 8601. */
export interface EventReading {
  readonly brief: EventBrief
  /** The code of its kind, for programs; the brief has its label. */
  readonly kind: KindCode
  readonly fields: readonly LabelledValue[]
  /** The values themselves, by field name, for programs. */
  readonly values: Fields
  readonly createdAt: string
  readonly publishedAt: string | null
  readonly updatedAt: string
  /** Numbers of linked events that the actor may see. */
  readonly links: readonly string[]
  /** Those that were asked for, oldest first. */
  readonly entries: readonly EntryBrief[]
  /** How many its journal has. */
  readonly entryCount: number
}

interface Asked {
  readonly number: string
  /** Which entries to read along; by default the newest twenty. */
  readonly entries?: EntryRange
}

const newest: EntryRange = { page: 1, size: 20 }

/** What a person reads of an event; recorded in the audit. @throws Refusal event-not-found */
export async function readEvent(ctx: Context, input: Asked): Promise<EventReading> {
  const em = ctx.store.read()
  const event = await loadEvent(em, ctx, input.number)
  const mayKnow = (other: Event) => maySee(ctx, other)
  const reading = await readingOf(em, event, {
    view: viewFor(event, alone),
    mayKnow,
    entries: input.entries ?? newest,
  })
  await recordReading(em, ctx, event, { action: 'read' })
  return reading
}

/** The event for readers who may see it in this view. @param how.mayKnow whether they may see an event that it is linked to */
export async function readingOf(
  em: EntityManager,
  event: Event,
  how: { readonly view: View; readonly mayKnow: (other: Event) => boolean; readonly entries: EntryRange },
): Promise<EventReading> {
  const { view, mayKnow } = how
  const kind = kindOf(event.kind)
  return {
    brief: briefOf(event, view),
    kind: kind.code,
    fields: shownFields(kind, event.fields, view),
    values: valuesIn(kind, event.fields, view),
    createdAt: event.createdAt.toISOString(),
    publishedAt: event.publishedAt?.toISOString() ?? null,
    updatedAt: event.updatedAt.toISOString(),
    links: await linksOf(em, event.id, mayKnow),
    entries: await entriesIn(em, event, view, how.entries),
    entryCount: event.entries,
  }
}

const pairs = z.array(z.object({ id: z.number() }))

async function linksOf(em: EntityManager, id: number, mayKnow: (other: Event) => boolean): Promise<string[]> {
  const rows = await em.execute(
    'select high_id as id from link where low_id = ? union select low_id from link where high_id = ?',
    [id, id],
  )
  const ids = pairs.parse(rows).map((row) => row.id)
  const linked = await em.find(
    EventSchema,
    { id: { $in: ids } },
    { populate: ['structure'], orderBy: { id: 'asc' } },
  )
  return linked.filter(mayKnow).map((event) => event.number)
}
