import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { recordReading } from '../audit/record-reading.ts'
import type { Context } from '../context.ts'
import type { EntryBrief, EventBrief, LabelledValue } from '../diffusion/notice.ts'
import { structureLabels } from '../directory/structure-labels.ts'
import type { Fields, KindCode, View } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { shownFields, valuesIn } from '../kinds/show.ts'
import { EntrySchema } from './entry.entity.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { loadEvent, maySee } from './load.ts'
import { presenter } from './present.ts'
import { alone, briefOf, entryIn, viewFor } from './view.ts'

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
  /** Oldest first, all of them. */
  readonly entries: readonly EntryBrief[]
}

/** What a person reads of an event; recorded in the audit. @throws Refusal event-not-found */
export async function readEvent(ctx: Context, input: { number: string }): Promise<EventReading> {
  const em = ctx.store.read()
  const { event, reading } = await lookAtEvent(em, ctx, input.number)
  await recordReading(em, ctx, event, { action: 'read' })
  return reading
}

/** As readEvent, of what is not shown as such: it leaves no line in the audit. @throws Refusal event-not-found */
export async function lookAtEvent(
  em: EntityManager,
  ctx: Context,
  number: string,
): Promise<{ readonly event: Event; readonly reading: EventReading }> {
  const event = await loadEvent(em, ctx, number)
  const reading = await readingOf(em, event, viewFor(event, alone), (other) => maySee(ctx, other))
  return { event, reading }
}

/** The event in this view, for readers who may see it. @param mayKnow whether they may see an event that it is linked to */
export async function readingOf(
  em: EntityManager,
  event: Event,
  view: View,
  mayKnow: (other: Event) => boolean,
): Promise<EventReading> {
  const kind = kindOf(event.kind)
  const entries = await em.find(EntrySchema, { eventId: event.id }, { orderBy: { rank: 'asc' } })
  const present = presenter(entries)
  const labels = await structureLabels(em, view === 'full' ? [] : entries)
  return {
    brief: briefOf(event, view),
    kind: kind.code,
    fields: shownFields(kind, event.fields, view),
    values: valuesIn(kind, event.fields, view),
    createdAt: event.createdAt.toISOString(),
    publishedAt: event.publishedAt?.toISOString() ?? null,
    updatedAt: event.updatedAt.toISOString(),
    links: await linksOf(em, event.id, mayKnow),
    entries: entries.map((entry) => entryIn(kind, present(entry), view, labels.get(entry.structureId) ?? '')),
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
