import { todayOf } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { rightsOfActor } from '#core/events/rights.ts'
import { asksFor, notInState } from '#core/events/terms.ts'
import { both, type Query, type TextTerm } from '#core/query/tree.ts'
import type { SearchEngine, SearchRequest } from './engine.ts'

/** Searches that are tried; more would be guesses. */
const mostTried = 6
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

/** Without one of its parts, those left out last first; of one word, its beginning. */
function closeTo(query: Query): readonly Query[] {
  const parts = query.op === 'and' ? query.parts : [query]
  if (parts.length > 1)
    return parts.map((_, left) => both(...parts.filter((_part, at) => at !== left))).reverse()
  const [only] = parts
  return only?.op === 'text' && only.match === 'word' ? beginningsOf(only) : []
}

function beginningsOf({ text }: TextTerm): readonly Query[] {
  const least = Math.max(leastLetters, Math.ceil(text.length / 2))
  return [text.length - 2, least]
    .filter((length) => length >= least)
    .map((length) => ({ op: 'text', text: text.slice(0, length), match: 'prefix' }))
}
