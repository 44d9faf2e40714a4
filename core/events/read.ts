import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { EntryBrief, EventBrief, LabelledValue } from '../diffusion/notice.ts'
import type { Fields } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { shownFields } from '../kinds/show.ts'
import { type Entry, EntrySchema } from './entry.entity.ts'
import { EventSchema } from './event.entity.ts'
import { loadEvent, maySee } from './load.ts'
import { briefOf, viewFor } from './view.ts'

/** An event as the actor may see it. Instants are ISO 8601. */
export interface EventReading {
  readonly brief: EventBrief
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

/** @throws Refusal event-not-found */
export async function readEvent(ctx: Context, input: { number: string }): Promise<EventReading> {
  const em = ctx.store.read()
  const event = await loadEvent(em, ctx, input.number)
  const view = viewFor(event)
  const kind = kindOf(event.kind)
  const shown = kind.fields
    .filter((field) => view === 'full' || field.view !== 'full')
    .map((field) => field.name)
  const entries = await em.find(EntrySchema, { eventId: event.id }, { orderBy: { rank: 'asc' } })
  return {
    brief: briefOf(event, view),
    fields: shownFields(kind, event.fields, view),
    values: Object.fromEntries(Object.entries(event.fields).filter(([name]) => shown.includes(name))),
    createdAt: event.createdAt.toISOString(),
    publishedAt: event.publishedAt?.toISOString() ?? null,
    updatedAt: event.updatedAt.toISOString(),
    links: await linksOf(em, ctx, event.id),
    entries: entries.map(entryBrief),
  }
}

export function entryBrief(entry: Entry): EntryBrief {
  const { type, rank, author, body } = entry
  return { type, rank, at: entry.at.toISOString(), author, body }
}

const pairs = z.array(z.object({ id: z.number() }))

async function linksOf(em: EntityManager, ctx: Context, id: number): Promise<string[]> {
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
  return linked.filter((event) => maySee(ctx, event)).map((event) => event.number)
}
