import type { EntityManager } from '@mikro-orm/postgresql'
import type { EntryBrief } from '../diffusion/notice.ts'
import { structureLabels } from '../directory/structure-labels.ts'
import { DocumentSchema } from '../documents/document.entity.ts'
import type { View } from '../kinds/kind.ts'
import { kindOf } from '../kinds/kinds.ts'
import { type Entry, EntrySchema } from './entry.entity.ts'
import type { Event } from './event.entity.ts'
import { loadAmendments, presenter } from './present.ts'
import { entryIn } from './view.ts'

/** A part of a journal: what follows a rank, or a page counted from its end (1 is the end). */
export type EntryRange =
  | { readonly after: number; readonly limit: number }
  | { readonly page: number; readonly size: number }

/** The event alone. */
export const noEntries: EntryRange = { page: 1, size: 0 }

/** These entries of an event as this view shows them, oldest first: a long journal costs as much as what is read of it. */
export async function entriesIn(
  em: EntityManager,
  event: Event,
  view: View,
  range: EntryRange,
): Promise<EntryBrief[]> {
  const { first, last } = ranksOf(range, event.entries)
  if (last < first) return []
  return presentAll(em, event, view, await entriesOf(em, event, first, last))
}

/** The entries that brought documents, as this view shows them. */
export async function entriesWithDocuments(
  em: EntityManager,
  event: Event,
  view: View,
): Promise<EntryBrief[]> {
  const documents = await em.find(DocumentSchema, { eventId: event.id }, { fields: ['entryId'] })
  const ids = [...new Set(documents.map(({ entryId }) => entryId))]
  return presentAll(
    em,
    event,
    view,
    await em.find(EntrySchema, { id: { $in: ids } }, { orderBy: { rank: 'asc' } }),
  )
}

/** The page that was asked for; the oldest there is, when it is beyond. */
function ranksOf(range: EntryRange, total: number): { readonly first: number; readonly last: number } {
  if ('after' in range) return { first: range.after + 1, last: Math.min(total, range.after + range.limit) }
  const { size } = range
  if (size === 0) return { first: 1, last: 0 }
  const page = Math.min(Math.max(1, range.page), Math.max(1, Math.ceil(total / size)))
  const last = total - (page - 1) * size
  return { first: Math.max(1, last - size + 1), last }
}

function entriesOf(em: EntityManager, { id }: Event, first: number, last: number): Promise<Entry[]> {
  return em.find(
    EntrySchema,
    { eventId: id, rank: { $gte: first, $lte: last } },
    { orderBy: { rank: 'asc' } },
  )
}

async function presentAll(
  em: EntityManager,
  event: Event,
  view: View,
  entries: readonly Entry[],
): Promise<EntryBrief[]> {
  if (entries.length === 0) return []
  const present = presenter([...entries, ...(await loadAmendments(em, entries))])
  const labels = await structureLabels(em, view === 'full' ? [] : entries)
  const kind = kindOf(event.kind)
  return entries.map((entry) => entryIn(kind, present(entry), view, labels.get(entry.structureId) ?? ''))
}
