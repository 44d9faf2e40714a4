import type { Context } from '#core/context.ts'
import { inPeoplesWords } from '#core/kinds/query-in-words.ts'
import { found as marks, type SearchEngine } from '#search/engine.ts'
import { findEvents } from '#search/find.ts'
import { nearbySearches } from '#search/nearby.ts'
import type { ExcerptPart } from '#templates/chat/found.ts'
import type { Reply } from './command.ts'

/** Events on one page: what a phone shows without much scrolling. */
const pageLength = 6

/** One page of a search; "suite" goes on from there. @throws Refusal query-invalid */
export async function pageOf(
  ctx: Context,
  engine: SearchEngine,
  text: string,
  offset: number,
): Promise<Reply> {
  const { query, reread, places, total, hits, corrections } = await findEvents(ctx, engine, {
    text,
    offset,
    limit: pageLength,
  })
  const nearby = total === 0 && offset === 0 ? await nearbySearches(ctx, engine, query) : []
  const end = offset + pageLength
  const [first] = hits
  return {
    answer: {
      type: 'found',
      data: {
        query: inPeoplesWords(query),
        reread,
        places,
        total,
        from: offset + 1,
        corrections,
        nearby: nearby.map(inPeoplesWords),
        hits: hits.map(({ brief, updatedAt, excerpt }) => ({
          brief,
          updatedAt,
          excerpt: excerptParts(excerpt),
        })),
      },
    },
    page: end < total ? { text, offset: end, total } : null,
    ...(total === 1 && first !== undefined ? { touched: { number: first.brief.number } } : {}),
  }
}

/** The found words apart from the rest, so that templates need not know the engine's marks. */
function excerptParts(excerpt: string): readonly ExcerptPart[] {
  return excerpt.split(marks.start).flatMap((piece, at) => {
    const [word = '', rest] = piece.split(marks.end)
    if (at === 0 || rest === undefined) return [{ text: piece, found: false }]
    return [
      { text: word, found: true },
      { text: rest, found: false },
    ]
  })
}
