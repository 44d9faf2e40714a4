import { recordAudit } from '#core/audit/record.ts'
import { cleanLine } from '#core/clean-text.ts'
import { todayOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import type { EventBrief } from '#core/diffusion/notice.ts'
import { type Event, EventSchema } from '#core/events/event.entity.ts'
import { actingAgent, maySee } from '#core/events/load.ts'
import { alone, briefOf, viewFor } from '#core/events/view.ts'
import { withOnlyPlaces } from '#core/kinds/bare-places.ts'
import { joinSirets } from '#core/kinds/company-numbers.ts'
import { facets } from '#core/kinds/facets.ts'
import type { KindCode } from '#core/kinds/kind.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { type NamedPlace, placesNamed, withPlaces } from '#core/kinds/spoken-places.ts'
import { withSearchWords } from '#core/kinds/spoken-search.ts'
import { withTimes } from '#core/kinds/spoken-times.ts'
import { saysOwn, withEither, withNumberedStructures, withStructures } from '#core/kinds/spoken-values.ts'
import { withTextFields } from '#core/kinds/text-fields.ts'
import { parseQuery } from '#core/query/parse.ts'
import type { Query } from '#core/query/tree.ts'
import { withoutLabels } from '#core/query/without-labels.ts'
import type { SearchEngine, SearchResult } from './engine.ts'
import { askedBy } from './nearby.ts'

/** A page of the events that an agent may see and that match what he asked. */
export interface Found {
  /** What was understood of the text. */
  readonly query: Query
  /** Whether the text said a place or a time in words, or named a field of words: it was read as what it is. */
  readonly reread: boolean
  /** Names of places that were looked for as words. */
  readonly places: readonly NamedPlace[]
  readonly hits: readonly FoundEvent[]
  /** How many events match in all. */
  readonly total: number
  readonly corrections: SearchResult['corrections']
}

export interface FoundEvent {
  readonly brief: EventBrief
  /** The code of its kind, for programs. */
  readonly kind: KindCode
  /** ISO 8601 instants. */
  readonly publishedAt: string | null
  readonly updatedAt: string
  /** A piece of text with each found word between the marks of engine.ts; empty without words, or when less than the whole event is shown. */
  readonly excerpt: string
}

/**
 * Best events first when the text has words, newest first otherwise.
 * Recorded in the audit, by how much it found.
 * @param input `limit` from 1 to 100 (10 when absent), `offset` from 0
 * @throws Refusal query-invalid; right-missing for the system, which sees nothing
 */
export async function findEvents(
  ctx: Context,
  engine: SearchEngine,
  input: { readonly text: string; readonly limit?: number; readonly offset?: number },
): Promise<Found> {
  const agent = actingAgent(ctx, 'search')
  const written = withoutLabels(joinSirets(cleanLine(input.text)))
  const said = withSearchWords(withNumberedStructures(withStructures(withTextFields(written))))
  const placed = withPlaces(said)
  const read = withTimes(withEither(placed, placed !== written), todayOf(ctx.clock))
  // « gard »: what happens there, and what is said of it.
  const there = withOnlyPlaces(written)
  const found = there === written ? read : `(${there} OU (${read}))`
  const rest = /^[\s*]*$/.test(read) ? '' : ` (${read})`
  const text = saysOwn(written) ? `structure:${agent.structure.code}${rest}` : found
  const query = parseQuery(text, facets)
  const { hits, total, corrections } = await engine.find({
    ...askedBy(ctx, query),
    limit: input.limit ?? 10,
    offset: input.offset ?? 0,
  })
  const ids = hits.map(({ eventId }) => eventId)
  const em = ctx.store.read()
  const events = await em.find(EventSchema, { id: { $in: ids } }, { populate: ['structure'] })
  const byId = new Map(events.map((event) => [event.id, event]))
  const shownHits = hits.flatMap((hit) => shown(ctx, byId.get(hit.eventId), hit.excerpt))
  await recordAudit(em, ctx, { action: 'search', total, shown: shownHits.length })
  return { query, reread: text !== written, places: placesNamed(query), total, corrections, hits: shownHits }
}

/** The record itself has the last word: the engine may be a moment behind it. */
function shown(ctx: Context, event: Event | undefined, excerpt: string): FoundEvent[] {
  if (event === undefined || !maySee(ctx, event)) return []
  const view = viewFor(event, alone)
  return [
    {
      brief: briefOf(event, view),
      kind: kindOf(event.kind).code,
      publishedAt: event.publishedAt?.toISOString() ?? null,
      updatedAt: event.updatedAt.toISOString(),
      excerpt: view === 'full' ? excerpt : '',
    },
  ]
}
