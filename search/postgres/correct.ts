import { distance } from 'fastest-levenshtein'
import type pg from 'pg'
import { z } from 'zod'
import type { Query, TextTerm } from '#core/query/tree.ts'
import { analyse } from '#core/query/words.ts'
import { mapWantedTexts, wantedTexts } from '../texts.ts'
import { compileQuery, parameters } from './compile.ts'
import { quote } from './lexemes.ts'

export interface Correction {
  readonly written: string
  readonly read: string
}

/** Whose words may be shown. */
interface Sight {
  readonly rights: Query
  readonly today: string
}

/**
 * The query with each word that nothing has read as the nearest word that something has.
 * Both are asked of the events that the agent may see and of no other: neither that a word is known
 * nor that it is not says anything about an event that he may not see.
 */
export async function correctQuery(
  db: pg.ClientBase,
  query: Query,
  sight: Sight,
): Promise<{ query: Query; corrections: readonly Correction[] }> {
  const missing = await missingWords(db, query, sight)
  const readings = missing.length === 0 ? new Map<string, string>() : await nearestWords(db, missing, sight)
  if (readings.size === 0) return { query, corrections: [] }
  const corrections: Correction[] = []
  const corrected = mapWantedTexts(query, (term) => rewrite(term, readings, corrections))
  return {
    query: corrected,
    corrections: [...new Map(corrections.map((one) => [one.written, one])).values()],
  }
}

/** Words of the query that no visible event has. Codes, numbers and short words are taken as they were written. */
async function missingWords(db: pg.ClientBase, query: Query, sight: Sight): Promise<string[]> {
  const tokens = wantedTexts(query)
    .filter(({ match }) => match !== 'prefix')
    .flatMap(({ text }) => analyse(text))
    .filter(({ word }) => mistakesAllowed(word) > 0)
  const stems = [...new Set(tokens.map(({ stem }) => stem))]
  if (stems.length === 0) return []
  const seen = await countVisible(db, 'stems', stems, 1, sight)
  return [...new Set(tokens.filter(({ stem }) => seen.get(stem) === 0).map(({ word }) => word))]
}

/** Words nearest by their groups of three letters, among which the mistakes are counted. A filter beside the order would cost the index. */
const considered = 100

const near = z.array(z.strictObject({ written: z.string(), read: z.string() }))

async function nearestWords(
  db: pg.ClientBase,
  missing: readonly string[],
  sight: Sight,
): Promise<Map<string, string>> {
  const { rows } = await db.query(
    `select written, near.word as read from unnest($1::text[]) as written, lateral (
       select word from search_word order by word <-> written limit ${considered}
     ) as near`,
    [missing],
  )
  const candidates = near
    .parse(rows)
    .map((row) => ({ ...row, mistakes: mistakesBetween(row.written, row.read) }))
    .filter(({ written, mistakes }) => mistakes <= mistakesAllowed(written))
  const words = [...new Set(candidates.map(({ read }) => read))]
  const seen = await countVisible(db, 'words', words, 100, sight)
  const visible = candidates
    .map((candidate) => ({ ...candidate, events: seen.get(candidate.read) ?? 0 }))
    .filter(({ events }) => events > 0)
    .sort((a, b) => a.mistakes - b.mistakes || b.events - a.events || (a.read < b.read ? -1 : 1))
  return new Map(visible.reverse().map(({ written, read }) => [written, read]))
}

const counts = z.array(z.strictObject({ lexeme: z.string(), events: z.int() }))

/** How many visible events have each lexeme, counted up to `most`. */
async function countVisible(
  db: pg.ClientBase,
  column: 'stems' | 'words',
  lexemes: readonly string[],
  most: number,
  { rights, today }: Sight,
): Promise<Map<string, number>> {
  if (lexemes.length === 0) return new Map()
  const params = parameters()
  const list = params.add(lexemes, 'text[]')
  const queries = params.add(lexemes.map(quote), 'text[]')
  const { rows } = await db.query(
    `select lexeme, (
       select count(*)::int from (
         select 1 from search_event
         where ${column} @@ asked::tsquery and ${compileQuery(rights, today, params)} limit ${most}
       ) as visible
     ) as events
     from unnest(${list}, ${queries}) as term (lexeme, asked)`,
    [...params.values],
  )
  return new Map(counts.parse(rows).map(({ lexeme, events }) => [lexeme, events]))
}

function rewrite(term: TextTerm, readings: ReadonlyMap<string, string>, corrections: Correction[]): TextTerm {
  if (term.match === 'prefix') return term
  let text = term.text
  for (const { word, start, end } of analyse(term.text).reverse()) {
    const read = readings.get(word)
    if (read === undefined) continue
    corrections.unshift({ written: term.text.slice(start, end), read })
    text = text.slice(0, start) + read + text.slice(end)
  }
  return { ...term, text }
}

/** One mistake from four letters, two from eight. */
export function mistakesAllowed(word: string): number {
  if (!/^\p{L}+$/u.test(word) || word.length < 4) return 0
  return word.length < 8 ? 1 : 2
}

/** Letters to change, add or leave out; two neighbours that changed places count as one. */
export function mistakesBetween(written: string, read: string): number {
  const changes = distance(written, read)
  if (changes !== 2 || written.length !== read.length) return changes
  const at = [...written].findIndex((letter, index) => letter !== read[index])
  const swapped = written.slice(0, at) + written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2)
  return swapped === read ? 1 : changes
}
