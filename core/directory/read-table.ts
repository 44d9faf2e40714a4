import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { cleanLine } from '../clean-text.ts'
import { fold } from '../query/words.ts'
import { Refusal } from '../refusal.ts'

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
}

/** What `info: true` and `relax_column_count` make of a line: its cells, and the line on which it ends. */
const parsedSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }))

/**
 * Reads a CSV with a header: `;`, `,` or tab, quotes, BOM, CRLF. Rows are told apart by line, whatever is in them.
 * @param file how the file is called in a refusal
 * @throws Refusal import-unreadable when a column is missing (naming those missing and found), or a quote never ends
 */
export function readTable<Name extends string>(
  csv: string,
  file: string,
  columns: readonly Column<Name>[],
): TableRow<Name>[] {
  const [header, ...rows] = parseLines(csv, file)
  const places = placesOf(header?.record ?? [], file, columns)
  const width = header?.record.length ?? 0
  return rows.map(({ record, info }) => {
    const cells: Partial<Record<Name, string>> = {}
    for (const [name, place] of places) cells[name] = cleanLine(record[place] ?? '')
    return {
      line: info.lines,
      cells,
      surplus: record.slice(width).filter((cell) => cell.trim() !== '').length,
    }
  })
}

function parseLines(csv: string, file: string): z.infer<typeof parsedSchema> {
  try {
    return parsedSchema.parse(
      parse(csv, {
        bom: true,
        delimiter: delimiterOf(csv),
        info: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      }),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? `, ligne ${error.lines}` : ''
    const problem =
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'un guillemet ouvert n’est jamais refermé' : error.message
    throw new Refusal('import-unreadable', { file, problem: `${problem}${line}` })
  }
}

/** The separator that the header has most of. */
function delimiterOf(csv: string): string {
  const header = csv.split(/\r?\n|\r/).find((line) => line.trim() !== '') ?? ''
  const counts = [';', ',', '\t'].map((sign) => ({ sign, count: header.split(sign).length }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign
}

/** Where each column stands in the header. */
function placesOf<Name extends string>(
  header: readonly string[],
  file: string,
  columns: readonly Column<Name>[],
): [Name, number][] {
  const found = header.map((cell) => plain(cell))
  const places = columns.map(({ name }): [Name, number] => [name, found.indexOf(plain(name))])
  const missing = columns.filter(({ required, name }) => required && !found.includes(plain(name)))
  if (missing.length > 0) {
    const wanted = missing.map(({ name }) => name).join(', ')
    const seen = header.length === 0 ? 'le fichier est vide' : `colonnes lues\u00A0: ${header.join(', ')}`
    const encoding = seen.includes('\uFFFD') ? ' ; le fichier n’est pas en UTF-8' : ''
    throw new Refusal('import-unreadable', {
      file,
      problem: `colonnes manquantes\u00A0: ${wanted}\u00A0; ${seen}${encoding}`,
    })
  }
  return places.filter(([, place]) => place >= 0)
}

function plain(name: string): string {
  return fold(name).replaceAll(/[^a-z0-9]/g, '')
}
