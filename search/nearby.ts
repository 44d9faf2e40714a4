import { todayOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { rightsOfActor } from '#core/events/rights.ts'
import { asksFor, notInState } from '#core/events/terms.ts'
import { facetNames } from '#core/kinds/facet-names.ts'
import { territoryOf } from '#core/kinds/nomenclatures/territories.ts'
import { lineageOf } from '#core/kinds/single-facets.ts'
import { asksNothing } from '#core/query/asks-nothing.ts'
import { printQuery } from '#core/query/print.ts'
import { both, type Query, type TextTerm } from '#core/query/tree.ts'
import type { SearchEngine, SearchRequest } from './engine.ts'

/** Searches that are tried; more would be guesses. */
const mostTried = 10
/** Letters of a word that its beginning keeps at least: fewer begin too many words. */
const leastLetters = 4

/** Of the searches that are close to one that found nothing, the first two that do find something for this agent. */
export async function nearbySearches(
  ctx: Context,
  engine: SearchEngine,
  query: Query,
): Promise<readonly Query[]> {
  const finding: Query[] = []
  for (const close of closeTo(query).slice(0, mostTried)) {
    const { total } = await engine.find({ ...askedBy(ctx, close), limit: 1, offset: 0 })
    if (total > 0) finding.push(close)
    if (finding.length === 2) break
  }
  return finding
}

/** What the engine is asked for an agent. What was a mistake is found by who asks for it only. */
export function askedBy(ctx: Context, query: Query): Pick<SearchRequest, 'query' | 'rights' | 'today'> {
  return {
    query: asksFor(query, 'withdrawn') ? query : both(query, notInState('withdrawn')),
    rights: rightsOfActor(ctx.actor),
    today: todayOf(ctx.clock),
  }
}

/**
 * Without one of its parts, those left out last first; each part alone; wider dangers and places; of one word, its beginning.
 * What is left asks for something that was asked for: « la », or what is only excluded, finds everything. What was
 * excluded stays so, but for a state: « brie sauf listeria » is not answered by listeria.
 */
function closeTo(query: Query): readonly Query[] {
  const all = query.op === 'and' ? query.parts : [query]
  const excluded = all.filter(isExclusion)
  const parts = all.filter((part) => !isExclusion(part))
  const without = (left: number) => parts.filter((_part, at) => at !== left)
  const fewer = parts.length === 1 ? [] : parts.map((_, left) => both(...without(left))).reverse()
  const alone = parts.length > 2 ? parts : []
  const wider = parts.flatMap((part, at) => widerThan(part).map((one) => both(...parts.with(at, one))))
  const [only] = parts
  const begun = parts.length === 1 && only?.op === 'text' && only.match === 'word' ? beginningsOf(only) : []
  const close = [...fewer, ...alone, ...wider, ...begun]
    .filter(asksForSomething)
    .map((one) => (excluded.length === 0 ? one : both(one, ...excluded)))
  return [...new Map(close.map((one) => [printQuery(one), one])).values()]
}

function isExclusion(query: Query): boolean {
  return query.op === 'not' && !(query.part.op === 'key' && query.part.facet === facetNames.state)
}

function asksForSomething(query: Query): boolean {
  const parts = query.op === 'and' ? query.parts : [query]
  return parts.some((part) => part.op !== 'not' && !asksNothing(part))
}

/** The dangers above, nearest first; the region around. */
function widerThan(query: Query): readonly Query[] {
  const code = query.op === 'key' && query.codes.length === 1 ? query.codes[0] : undefined
  if (query.op !== 'key' || code === undefined) return []
  if (query.facet === 'dept') {
    const region = territoryOf(code)?.region
    return region === undefined ? [] : [{ op: 'key', facet: 'region', codes: [region] }]
  }
  return lineageOf(query.facet, code)
    .slice(1)
    .map((ancestor) => ({ ...query, codes: [ancestor] }))
}

function beginningsOf({ text }: TextTerm): readonly Query[] {
  const least = Math.max(leastLetters, Math.ceil(text.length / 2))
  return [text.length - 2, least]
    .filter((length) => length >= least)
    .map((length) => ({ op: 'text', text: text.slice(0, length), match: 'prefix' }))
}
