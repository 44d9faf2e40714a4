import type { EntityManager } from '@mikro-orm/postgresql'
import type { AboutEntry, EntryBrief } from '../diffusion/notice.ts'
import { type Entry, EntrySchema } from './entry.entity.ts'

/** Entries about other entries. */
const amending = { $in: ['correction', 'withdrawal'] as const } satisfies { $in: readonly Entry['type'][] }

/** What was said of one entry after it: its corrections, oldest first, and its withdrawal. */
export interface Amendments {
  readonly corrections: readonly Entry[]
  readonly withdrawal: Entry | undefined
}

/**
 * How entries are shown. The journal keeps every word; a reader sees what was corrected beside what it says now, and of
 * what was withdrawn only that it was.
 * @param journal every correction and withdrawal of the entries' events, and the entries that those are about
 */
export function presenter(journal: readonly Entry[]): (entry: Entry) => EntryBrief {
  const byPlace = new Map(journal.map((entry) => [placeOf(entry), entry]))
  const later = Map.groupBy(byPlace.values(), ({ eventId, body }) => placeOf({ eventId, rank: body.of ?? 0 }))
  const amendmentsOf = (entry: Entry) => amendmentsAmong(later.get(placeOf(entry)) ?? [])
  return (entry) => {
    const target = byPlace.get(placeOf({ eventId: entry.eventId, rank: entry.body.of ?? 0 }))
    return target === undefined
      ? presentEntry(entry, amendmentsOf(entry))
      : presentAmendment(entry, target, amendmentsOf(target))
  }
}

/** What `presenter` needs to show these entries, when the whole journal is not at hand. */
export async function loadAmendments(em: EntityManager, entries: readonly Entry[]): Promise<Entry[]> {
  const eventIds = [...new Set(entries.map((entry) => entry.eventId))]
  const amendments = await em.find(EntrySchema, { eventId: { $in: eventIds }, type: amending })
  const places = amendments.map(({ eventId, body }) => ({ eventId, rank: body.of ?? 0 }))
  const targets = places.length === 0 ? [] : await em.find(EntrySchema, { $or: places })
  return [...targets, ...amendments]
}

/** Corrections and withdrawals that are all of one entry. */
export function amendmentsAmong(entries: readonly Entry[]): Amendments {
  const ordered = [...entries].sort((a, b) => a.rank - b.rank)
  return {
    corrections: ordered.filter(({ type }) => type === 'correction'),
    withdrawal: ordered.find(({ type }) => type === 'withdrawal'),
  }
}

/** What an entry says once corrected. */
export function currentText(entry: Entry, corrections: readonly Entry[]): string {
  return corrections.at(-1)?.body.text ?? entry.body.text ?? ''
}

/** Who said what an entry holds, which may have been put there by another. */
export function speakerOf({ author, body }: Entry): string {
  return body.said?.by ?? author
}

/** An entry that nothing has been said about. */
export function entryBrief({ type, rank, at, author, body }: Entry): EntryBrief {
  return { type, rank, at: at.toISOString(), author, body }
}

function presentEntry(entry: Entry, { corrections, withdrawal }: Amendments): EntryBrief {
  if (withdrawal !== undefined) return withoutWords(entry, withdrawal)
  const last = corrections.at(-1)
  if (last === undefined) return entryBrief(entry)
  const corrected = { rank: last.rank, text: last.body.text ?? '', at: last.at.toISOString() }
  return { ...entryBrief(entry), corrected }
}

function presentAmendment(entry: Entry, target: Entry, { corrections, withdrawal }: Amendments): EntryBrief {
  const about: AboutEntry = {
    rank: target.rank,
    type: target.type,
    author: speakerOf(target),
    at: target.body.said?.at ?? target.at.toISOString(),
  }
  if (withdrawal !== undefined) {
    return entry.type === 'withdrawal'
      ? { ...entryBrief(entry), about }
      : { ...withoutWords(entry, withdrawal), about }
  }
  const before = currentText(
    target,
    corrections.filter(({ rank }) => rank < entry.rank),
  )
  return { ...entryBrief(entry), about: { ...about, before } }
}

function withoutWords(entry: Entry, withdrawal: Entry): EntryBrief {
  const { title: _title, text: _text, documents: _documents, ...rest } = entry.body
  const at = { rank: withdrawal.rank, at: withdrawal.at.toISOString() }
  if (withdrawal.body.undone !== true) return { ...entryBrief(entry), body: rest, withdrawn: at }
  const { changes: _changes, other: _other, ...body } = rest
  return { ...entryBrief(entry), body, withdrawn: { ...at, undone: true } }
}

function placeOf({ eventId, rank }: { readonly eventId: number; readonly rank: number }): string {
  return `${eventId} ${rank}`
}
