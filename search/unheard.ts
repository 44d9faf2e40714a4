import type { Context } from '#core/context.ts'
import { isOwnWord } from '#core/kinds/own-words.ts'
import { everything, type Query } from '#core/query/tree.ts'
import { analyse } from '#core/query/words.ts'
import type { SearchEngine } from './engine.ts'
import { askedBy } from './nearby.ts'
import { wantedTexts } from './texts.ts'

export interface UnheardWord {
  /** Folded. */
  readonly word: string
  /** The nearest word that an event has. */
  readonly near?: string
}

/** Words that are looked at: each is a search. */
const most = 8

/**
 * The words that a query waits for and that nobody has ever written where this agent reads, nor any list of ours holds:
 * mistyped, or no word of an event. Of codes and numbers, which are new each time, nothing is said; nor where there is
 * no event to compare with.
 */
export async function unheardWords(
  ctx: Context,
  engine: SearchEngine,
  query: Query,
): Promise<readonly UnheardWord[]> {
  const tokens = wantedTexts(query)
    .filter(({ match }) => match !== 'prefix')
    .flatMap(({ text }) => analyse(text))
    .filter(({ word, stem }) => !/\p{N}/u.test(word) && !isOwnWord(stem))
  const words = [...new Set(tokens.map(({ word }) => word))].slice(0, most)
  if (words.length === 0) return []
  const any = await engine.find({ ...askedBy(ctx, everything), limit: 1, offset: 0 })
  if (any.total === 0) return []
  const unheard: UnheardWord[] = []
  for (const word of words) {
    const asked: Query = { op: 'text', text: word, match: 'word' }
    const { total, corrections } = await engine.find({ ...askedBy(ctx, asked), limit: 1, offset: 0 })
    const near = corrections.find(({ written }) => written === word)?.read
    if (near !== undefined) unheard.push({ word, near })
    else if (total === 0) unheard.push({ word })
  }
  return unheard
}
