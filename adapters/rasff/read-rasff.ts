import { z } from 'zod'
import type { Issue } from '#core/refusal.ts'
import { readTable, type TableRow } from '#core/tables/read-table.ts'

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
  /** `2023.8997`, text and never a number; shorter where a spreadsheet took its final zeros (complete-references.ts). */
  readonly reference: string
  readonly notifier: string
  readonly origins: readonly string[]
  readonly product: string
  readonly category: string
  readonly hazards: readonly RasffHazard[]
}

export const rasffColumns = [
  { name: 'Date of Case', required: true },
  { name: 'Reference', required: true },
  { name: 'Notification From', required: true },
  { name: 'Country Origin', required: true },
  { name: 'Product', required: true },
  { name: 'Product Category', required: true },
  { name: 'Hazard Substance', required: true },
  { name: 'Hazard Category', required: true },
] as const
type RasffColumn = (typeof rasffColumns)[number]['name']

export type RasffLine =
  | { readonly ok: true; readonly row: RasffRow }
  | { readonly ok: false; readonly issue: Issue }

/**
 * Reads an extract: CSV as the portal gives it, or as a spreadsheet made it. A bad line is told with its number and the
 * others go on.
 * @throws Refusal import-unreadable when a column is missing (naming those missing and found) or a quote never ends
 */
export function readRasff(csv: string): RasffLine[] {
  return readTable(csv, 'RASFF', rasffColumns).map(readLine)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What is written before the day that a spreadsheet counts as one (it believes in a 29 February 1900). */
const spreadsheetStart = Temporal.PlainDate.from('1899-12-30')

/** `Dec 29, 2023`, the date part of an ISO 8601 instant, or the number that a spreadsheet has for a day. */
const daySchema = z.string().transform((written, context) => {
  const known = z.iso.date().safeParse(isoDay(written))
  if (known.success) return known.data
  context.addIssue({ code: 'custom', message: 'date attendue comme Dec 29, 2023 ou 2023-12-29' })
  return z.NEVER
})

function isoDay(written: string): string {
  // From 1979 to 2119.
  if (/^(?:29|[3-7]\d)\d{3}(?:\.\d+)?$/.test(written))
    return spreadsheetStart.add({ days: Math.floor(Number(written)) }).toString()
  const [, name = '', day = '', year = ''] = /^([a-z]{3})[a-z]* (\d{1,2}), (\d{4})$/i.exec(written) ?? []
  if (name === '') return written.slice(0, 10)
  const month = String(months.indexOf(name.toLowerCase()) + 1).padStart(2, '0')
  return `${year}-${month}-${day.padStart(2, '0')}`
}

const rowSchema = z.object({
  'Date of Case': daySchema,
  Reference: z
    .string()
    // A French spreadsheet took it for a number.
    .overwrite((written) => written.replace(',', '.'))
    .regex(/^\d{4}\.\d{1,6}$/, 'référence attendue comme 2023.8997'),
  'Notification From': z.string(),
  'Country Origin': z.string(),
  Product: z.string().min(1, 'produit attendu').max(2_000, '2 000 caractères au plus'),
  'Product Category': z.string(),
  'Hazard Substance': z.string(),
  'Hazard Category': z.string(),
})

function readLine({ line, cells, surplus, missing, unwritable }: TableRow<RasffColumn>): RasffLine {
  const [issue] = unwritable
  if (issue !== undefined) return { ok: false, issue }
  if (surplus + missing > 0) {
    const seen = surplus > 0 ? `${surplus} de trop` : `${missing} de moins`
    return {
      ok: false,
      issue: { at: `ligne ${line}, colonnes`, seen, rule: 'autant de cellules que de colonnes' },
    }
  }
  const read = rowSchema.safeParse(cells)
  if (!read.success) {
    const [problem] = read.error.issues
    const column = String(problem?.path[0] ?? '')
    const seen = Object.entries(cells).find(([name]) => name === column)?.[1] ?? ''
    return { ok: false, issue: { at: `ligne ${line}, ${column}`, seen, rule: problem?.message ?? '' } }
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
