import { strFromU8, unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { z } from 'zod'
import { cleanLine } from '../clean-text.ts'
import { Refusal } from '../refusal.ts'

export interface Workbook {
  /** The first sheet, as a CSV whose lines are its rows. */
  readonly text: string
  /** How many sheets there are; only the first is read. */
  readonly sheets: number
}

/** Bytes of the unpacked parts: twenty times what the largest national directory needs. */
const mostUnpacked = 256 * 1024 * 1024
/** Cells between the first and the last one: the library fills the gaps. */
const mostCells = 10_000_000

/** A zip archive, as every .xlsx is. */
export function isArchive(bytes: Uint8Array): boolean {
  return starts(bytes, [0x50, 0x4b, 0x03, 0x04])
}

/** A workbook of before 2007, or one under a password. */
export function isOldWorkbook(bytes: Uint8Array): boolean {
  return starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])
}

/** Reads an Excel workbook. @throws Refusal import-unreadable: no workbook, or one that unpacks beyond the bounds */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<Workbook> {
  const parts = unpack(bytes, file)
  const sheets =
    strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array()).match(/<(?:\w+:)?sheet\s/g)?.length ?? 0
  if (sheets === 0) throw new Refusal('import-unreadable', { file, problem: problems.none })
  for (const [name, part] of Object.entries(parts))
    if (name.startsWith('xl/worksheets/') && cellsOf(strFromU8(part)) > mostCells)
      throw new Refusal('import-unreadable', { file, problem: problems.wide })
  // Packed anew without compression: the library is given sizes that are true.
  const packed = zipSync(parts, { level: 0 })
  const rows = await readSheet(new Blob([new Uint8Array(packed)]), 1, { parseNumber }).catch(() => {
    throw new Refusal('import-unreadable', { file, problem: problems.none })
  })
  return { text: rowsSchema.parse(rows).map(lineOf).join('\n'), sheets }
}

const problems = {
  none: 'ce n’est pas un classeur Excel (.xlsx) entier',
  big: `il dépasse ${mostUnpacked / 1024 / 1024} Mo une fois décompressé`,
  wide: `sa feuille s’étend sur plus de ${mostCells.toLocaleString('fr-FR')} cellules\u00A0: supprimer les lignes et les colonnes vides`,
} as const

function unpack(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  let total = 0
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(xml|rels)$/.test(name)) return false
        total += originalSize
        if (total > mostUnpacked) throw new Refusal('import-unreadable', { file, problem: problems.big })
        return true
      },
    })
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('import-unreadable', { file, problem: problems.none })
  }
}

/** Rows times columns, by the addresses of the cells. */
function cellsOf(sheet: string): number {
  let rows = 0
  let columns = 0
  for (const [, letters = '', row = ''] of sheet.matchAll(/\sr="([A-Z]{1,4})(\d{1,8})"/g)) {
    rows = Math.max(rows, Number(row))
    columns = Math.max(columns, columnOf(letters))
  }
  for (const [, row = ''] of sheet.matchAll(/<(?:\w+:)?row\s[^<>]*?\br="(\d{1,8})"/g))
    rows = Math.max(rows, Number(row))
  return rows * columns
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** As the spreadsheet shows it: 15 digits are sure, the others are noise (`2024.8969999999999`). */
function parseNumber(written: string): string {
  return String(Number(Number(written).toPrecision(15)))
}

const rowsSchema = z.array(z.array(z.union([z.string(), z.boolean(), z.date(), z.null()])))
type Cell = z.infer<typeof rowsSchema>[number][number]

function lineOf(row: readonly Cell[]): string {
  const cells = row.map(textOf)
  return cells.every((cell) => cell === '')
    ? ''
    : cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')
}

/** A line break would shift the numbers of the lines. */
function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cleanLine(cell)
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non'
  return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
}

function starts(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte)
}
