import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { cleanLine, unwritableIn } from '../clean-text.ts'
import { visible } from '../pointer.ts'
import { cut } from '../query/cut.ts'
import { fold } from '../query/words.ts'
import { type Issue, Refusal } from '../refusal.ts'
import { unwritableRule } from '../text-schemas.ts'
import { mostCells, mostRows, tooLong, tooWide } from './limits.ts'

/** A column of an operator's file: its name as documented; case, accents, spaces and underscores are free in the file. */
export interface Column<Name extends string> {
  readonly name: Name
  readonly required: boolean
}

export interface TableRow<Name extends string> {
  /** 1 for the header, as a spreadsheet counts. */
  readonly line: number
  /** On one line, clean (clean-text.ts); undefined when the file has no such column, empty when the cell is. */
  readonly cells: Readonly<Partial<Record<Name, string>>>
  /** Cells beyond the header that hold something: a value with the separator in it was not quoted. */
  readonly surplus: number
  /** Cells that the line ends before. */
  readonly missing: number
  /** Control characters, which are not in the clean cells: an address without them may be another's. */
  readonly unwritable: readonly Issue[]
}

/** Characters of one line: more is a quote that was never closed. */
const longestRecord = 1_000_000

/**
 * Reads a CSV with a header: `;`, `,` or tab, by `sep=` or by the header, quotes, BOM, CRLF. Lines without any value are
 * none, before the header or after it. Rows are told apart by line, whatever is in them.
 * @param file how the file is called in a refusal
 * @throws Refusal import-unreadable when a column is missing (naming those missing and found), a quote never ends, or
 * there is more than limits.ts says
 */
export function readTable<Name extends string>(
  csv: string,
  file: string,
  columns: readonly Column<Name>[],
): TableRow<Name>[] {
  const [header, ...rows] = parseLines(csv, file, columns)
  const names = (header?.record ?? []).map(cleanLine)
  const places = placesOf(names, file, columns)
  const width = names.findLastIndex((name) => name !== '') + 1
  return rows.map(({ record, line }) => {
    const cells: Partial<Record<Name, string>> = {}
    const unwritable: Issue[] = []
    for (const [name, place] of places) {
      const written = record[place] ?? ''
      cells[name] = cleanLine(written)
      const found = unwritableIn(written, true)
      if (found === undefined) continue
      const seen = visible(shorten(written))
      unwritable.push({ at: `ligne ${line}, ${name}`, seen, rule: unwritableRule(found) })
    }
    return {
      line,
      cells,
      surplus: record.slice(width).filter((cell) => cleanLine(cell) !== '').length,
      missing: Math.max(0, width - record.length),
      unwritable,
    }
  })
}

/** The cells of a line that has any, and the line on which it ends. */
interface Parsed {
  readonly record: readonly string[]
  readonly line: number
}

function parseLines(csv: string, file: string, columns: readonly Column<string>[]): Parsed[] {
  const { text, delimiter } = delimited(csv, columns)
  const rows: Parsed[] = []
  let cells = 0
  // Counted as they are read: what is refused is not held. A spreadsheet may leave any number of empty lines.
  const keep = (record: string[], { lines }: { readonly lines: number }) => {
    if (record.every((cell) => cleanLine(cell) === '')) return null
    cells += record.length
    if (rows.length === mostRows) throw new Refusal('import-unreadable', { file, problem: tooLong })
    if (cells > mostCells) throw new Refusal('import-unreadable', { file, problem: tooWide })
    rows.push({ record, line: lines })
    return null
  }
  try {
    parse(text, {
      bom: true,
      delimiter,
      max_record_size: longestRecord,
      on_record: keep,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    })
    return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? `, ligne ${error.lines}` : ''
    throw new Refusal('import-unreadable', { file, problem: `${wordProblem(error)}${line}` })
  }
}

function wordProblem({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'un guillemet ouvert n’est jamais refermé'
  if (code === 'CSV_MAX_RECORD_SIZE')
    return `une ligne dépasse ${longestRecord.toLocaleString('fr-FR')} caractères\u00A0: un guillemet ouvert n’est sans doute pas refermé`
  return message
}

/** The separator that the file names for Excel (`sep=;`, a line that stays counted), or else that of its header. */
function delimited(csv: string, columns: readonly Column<string>[]): { text: string; delimiter: string } {
  const [named, sign] = /^\uFEFF?[ "]*sep=([;,\t|])[ ";,\t|]*(?=\r?\n|\r|$)/i.exec(csv.slice(0, 100)) ?? []
  if (named !== undefined && sign !== undefined) return { text: csv.slice(named.length), delimiter: sign }
  return { text: csv, delimiter: delimiterOf(csv, columns) }
}

/** Under which the first line with a word has most of the columns, or else most cells. */
function delimiterOf(csv: string, columns: readonly Column<string>[]): string {
  const header = firstLine(csv)
  const wanted = new Set(columns.map(({ name }) => plain(name)))
  const counts = [';', ',', '\t'].map((sign) => {
    const names = header.split(sign).map(plain)
    return { sign, known: names.filter((name) => wanted.has(name)).length, cells: names.length }
  })
  const [best] = counts.toSorted((a, b) => b.known - a.known || b.cells - a.cells)
  return best?.sign ?? ';'
}

/** The first line that has a letter or a digit. */
function firstLine(csv: string): string {
  const at = Math.max(0, csv.search(/[\p{L}\p{N}]/u))
  const start = Math.max(csv.lastIndexOf('\n', at), csv.lastIndexOf('\r', at)) + 1
  const length = csv.slice(at).search(/[\r\n]/)
  return length === -1 ? csv.slice(start) : csv.slice(start, at + length)
}

/** Where each column stands in the header. */
function placesOf<Name extends string>(
  header: readonly string[],
  file: string,
  columns: readonly Column<Name>[],
): [Name, number][] {
  const found = header.map(plain)
  const places = columns.map(({ name }): [Name, number] => [name, found.indexOf(plain(name))])
  const missing = columns.filter(({ required, name }) => required && !found.includes(plain(name)))
  if (missing.length > 0) {
    const wanted = missing.map(({ name }) => name).join(', ')
    const seen =
      header.length === 0 ? 'le fichier est vide' : `colonnes lues\u00A0: ${shorten(header.join(', '))}`
    const encoding = seen.includes('\uFFFD') ? ' ; le fichier n’est pas en UTF-8' : ''
    throw new Refusal('import-unreadable', {
      file,
      problem: `colonnes manquantes\u00A0: ${wanted}\u00A0; ${seen}${encoding}`,
    })
  }
  return places.filter(([, place]) => place >= 0)
}

function shorten(text: string): string {
  return cut(text, 500)
}

function plain(name: string): string {
  return fold(name).replaceAll(/[^a-z0-9]/g, '')
}
