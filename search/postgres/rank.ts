import type pg from 'pg'
import { z } from 'zod'
import { both, type Query, type TextTerm } from '#core/query/tree.ts'
import { wantedTexts } from '../texts.ts'
import { columnOf, compileQuery, type Parameters, parameters, textQuery } from './compile.ts'

/** What a page is asked by: the rights are part of the condition, never a filter of its result. */
export interface PageRequest {
  readonly query: Query
  readonly rights: Query
  readonly today: string
  readonly limit: number
  readonly offset: number
}

const page = z.strictObject({
  total: z.int(),
  rows: z.array(z.strictObject({ eventId: z.int(), title: z.string(), body: z.string() })),
})
export type Page = z.infer<typeof page>

/** Only the newest so many of the events found are ranked by their words; older ones follow, newest first. */
const ranked = 1000

/** A page of the events found: best first when the query has words, newest first otherwise. */
export async function readPage(db: pg.ClientBase, request: PageRequest): Promise<Page> {
  const params = parameters()
  const condition = compileQuery(both(request.rights, request.query), request.today, params)
  const score = scoreOf(wantedTexts(request.query), params)
  const unranked = Math.max(0, request.offset + request.limit - ranked)
  const ordered = score === undefined ? newestFirst : bestFirst(score, params.add(unranked, 'int'))
  const { rows } = await db.query(
    `with found as materialized (
       select event_id, updated_at from search_event where ${condition}
     ), ordered as (${ordered}
     ), page as (
       select * from ordered order by score desc, updated_at desc, event_id desc
       limit ${params.add(request.limit, 'int')} offset ${params.add(request.offset, 'int')}
     )
     select (select count(*)::int from found) as total, coalesce((
       select json_agg(json_build_object('eventId', event_id, 'title', title, 'body', ${score === undefined ? "''" : 'body'})
         order by score desc, page.updated_at desc, event_id desc)
       from page join search_event using (event_id)
     ), '[]') as rows`,
    [...params.values],
  )
  return page.parse(rows[0])
}

const newestFirst = 'select event_id, updated_at, 0 as score from found'

/** @param unranked how many events the page needs besides the ranked ones; mostly none, and then they are not sorted */
function bestFirst(score: string, unranked: string): string {
  // ts_rank reads the whole vector of each event: it is given a bounded number of them.
  return `
    select event_id, newest.updated_at, ${score} as score
    from (select * from found order by updated_at desc, event_id desc limit ${ranked}) as newest
      join search_event using (event_id)
    union all
    (select event_id, updated_at, -1 from found order by updated_at desc, event_id desc
     limit ${unranked} offset ${ranked})`
}

/**
 * Any of the words counts, by its weight, and two that follow each other as they were asked for once more; how rare a
 * word is does not, so that events out of sight change no order.
 */
function scoreOf(texts: readonly TextTerm[], params: Parameters): string | undefined {
  const scores = (['stems', 'words'] as const).flatMap((column) => {
    const queries = texts.filter((text) => columnOf(text) === column).flatMap((text) => textQuery(text) ?? [])
    return queries.length === 0 ? [] : [`ts_rank(${column}, ${params.add(queries.join(' | '), 'tsquery')})`]
  })
  const beside = neighbours(texts).flatMap((text) => textQuery(text) ?? [])
  if (beside.length > 0) scores.push(`(stems @@ ${params.add(beside.join(' | '), 'tsquery')})::int`)
  return scores.length === 0 ? undefined : scores.join(' + ')
}

/** « lait cru »: both words next to each other. */
function neighbours(texts: readonly TextTerm[]): TextTerm[] {
  const words = texts.filter(({ match }) => match === 'word').slice(0, mostNeighbours)
  return words
    .slice(1)
    .map((word, at) => ({ op: 'text', text: `${words[at]?.text} ${word.text}`, match: 'phrase' }))
}

const mostNeighbours = 8
