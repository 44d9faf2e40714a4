import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { type Issue, Refusal } from '#core/refusal.ts'

export interface RasffHazard {
  /** As written, qualifiers included: `Ethylene oxide - unauthorised substance - pesticide residues`. */
  readonly name: string
  readonly category: string
}

/** One notification of the public portal's extract. */
export interface RasffRow {
  readonly line: number
  /** ISO 8601 date of the case. */
  readonly day: string
  /** Text, never a number: 2024.9650 is not 2024.965. */
  readonly reference: string
  readonly notifier: string
  readonly origins: readonly string[]
  readonly product: string
  readonly category: string
  readonly hazards: readonly RasffHazard[]
}

export const rasffColumns = [
  'Date of Case',
  'Reference',
  'Notification From',
  'Country Origin',
  'Product',
  'Product Category',
  'Hazard Substance',
  'Hazard Category',
] as const

export type RasffLine =
  | { readonly ok: true; readonly row: RasffRow }
  | { readonly ok: false; readonly issue: Issue }

/**
 * Reads an extract line by line, as a stream of any length. A bad line is told with its number and the others go on.
 * @throws Refusal import-unreadable when a column is missing (naming those missing and found) or a quote never ends
 */
export async function* readRasff(source: string | Readable): AsyncGenerator<RasffLine> {
  const stream = typeof source === 'string' ? Readable.from([source]) : source
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  })
  stream.on('error', (error) => parser.destroy(error))
  stream.pipe(parser)
  let header: readonly string[] | undefined
  try {
    for await (const parsed of parser) {
      const { record, info } = parsedSchema.parse(parsed)
      if (header === undefined) {
        header = record.map((cell) => cell.trim())
        refuseMissing(header)
      } else yield readLine(header, record, info.lines)
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Refusal('import-unreadable', { file: 'RASFF', problem: error.message })
  }
  if (header === undefined) refuseMissing([])
}

const parsedSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) })

function refuseMissing(header: readonly string[]): void {
  const missing = rasffColumns.filter((name) => !header.includes(name))
  if (missing.length === 0) return
  const seen = header.length === 0 ? 'le fichier est vide' : `colonnes lues\u00A0: ${header.join(', ')}`
  const problem = `colonnes manquantes\u00A0: ${missing.join(', ')}\u00A0; ${seen}`
  throw new Refusal('import-unreadable', { file: 'RASFF', problem })
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Dec 29, 2023`, or the date part of an ISO 8601 instant. */
const daySchema = z.string().transform((written, context) => {
  const [, name = '', day = '', year = ''] = /^([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4})$/.exec(written) ?? []
  const month = String(months.indexOf(name) + 1).padStart(2, '0')
  const iso = name === '' ? written.slice(0, 10) : `${year}-${month}-${day.padStart(2, '0')}`
  const known = z.iso.date().safeParse(iso)
  if (known.success) return known.data
  context.addIssue({ code: 'custom', message: 'date attendue comme Dec 29, 2023' })
  return z.NEVER
})

const rowSchema = z.object({
  'Date of Case': daySchema,
  Reference: z.string().regex(/^\d{4}\.\d{1,6}$/, 'référence attendue comme 2023.8997'),
  'Notification From': z.string(),
  'Country Origin': z.string(),
  Product: z.string().min(1, 'produit attendu').max(2_000, '2 000 caractères au plus'),
  'Product Category': z.string(),
  'Hazard Substance': z.string(),
  'Hazard Category': z.string(),
})

function readLine(header: readonly string[], record: readonly string[], line: number): RasffLine {
  if (record.length !== header.length)
    return {
      ok: false,
      issue: {
        at: `ligne ${line}`,
        seen: `${record.length} cellules`,
        rule: `${header.length} cellules attendues`,
      },
    }
  const cells = Object.fromEntries(header.map((name, place) => [name, (record[place] ?? '').trim()]))
  const read = rowSchema.safeParse(cells)
  if (!read.success) {
    const [problem] = read.error.issues
    const column = String(problem?.path[0] ?? '')
    return {
      ok: false,
      issue: { at: `ligne ${line}, ${column}`, seen: cells[column] ?? '', rule: problem?.message ?? '' },
    }
  }
  const row = read.data
  return {
    ok: true,
    row: {
      line,
      day: row['Date of Case'],
      reference: row.Reference,
      notifier: row['Notification From'],
      origins: pieces(row['Country Origin']),
      product: row.Product,
      category: row['Product Category'],
      hazards: hazardsOf(row['Hazard Substance'], row['Hazard Category']),
    },
  }
}

/** Several in a cell are parted by `;`. */
function pieces(cell: string): string[] {
  return cell
    .split(';')
    .map((piece) => piece.trim())
    .filter((piece) => !isNothing(piece))
}

/** The two cells run in parallel, and say the same hazard once for each analysis: each is kept once. */
function hazardsOf(names: string, categories: string): RasffHazard[] {
  const categoryList = categories.split(';').map((piece) => piece.trim())
  const hazards = names.split(';').map((name, place) => {
    const category = categoryList[place] ?? categoryList.at(-1) ?? ''
    return { name: name.trim(), category: isNothing(category) ? '' : category }
  })
  const seen = new Set<string>()
  return hazards.filter(({ name, category }) => {
    const key = `${name} | ${category}`.toLowerCase()
    if (isNothing(name) || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function isNothing(piece: string): boolean {
  return piece === '' || piece.toLowerCase() === 'n/a'
}
