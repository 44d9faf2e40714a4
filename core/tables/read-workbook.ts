import { strFromU8, unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { mostCells, mostRows, tooLong, tooWide } from './limits.ts'

export interface Workbook {
  /** The first sheet, as a CSV whose lines are its rows. */
  readonly text: string
  /** How many sheets there are; only the first is read. */
  readonly sheets: number
}

/** Bytes of the unpacked parts: five times what the largest national directory needs, and as much as a CSV may have. */
const mostUnpacked = 64 * 1024 * 1024

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
  const { packed, sheets } = repack(bytes, file)
  const rows = await readSheet(packed, 1, { parseNumber }).catch(() => {
    throw new Refusal('import-unreadable', { file, problem: problems.none })
  })
  return { text: rowsSchema.parse(rows).map(lineOf).join('\n'), sheets }
}

/** The archive within bounds, packed anew: the library is given sizes that are true. */
function repack(bytes: Uint8Array, file: string): { packed: ArrayBuffer; sheets: number } {
  const parts = unpack(bytes, file)
  const sheets =
    strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array()).match(/<(?:\w+:)?sheet\s/g)?.length ?? 0
  if (sheets === 0) throw new Refusal('import-unreadable', { file, problem: problems.none })
  for (const [name, part] of Object.entries(parts)) {
    const problem = name.startsWith('xl/worksheets/') ? tooMuchIn(strFromU8(part, true)) : undefined
    if (problem !== undefined) throw new Refusal('import-unreadable', { file, problem })
  }
  // Weakly compressed: otherwise both copies would be held while the library reads.
  const { buffer } = zipSync(parts, { level: 1 })
  return { packed: buffer, sheets }
}

const problems = {
  none: 'ce n’est pas un classeur Excel (.xlsx) entier',
  big: `il dépasse ${mostUnpacked / 1024 / 1024} Mo une fois décompressé\u00A0: n’y garder que la feuille à lire, ou l’enregistrer en CSV`,
} as const

function unpack(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  let total = 0
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(xml|rels)$/.test(name) || unread.test(name)) return false
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

/** What is in an archive beside the cells. */
const unread = /^(docProps|customXml|xl\/(pivot\w*|drawings|theme|externalLinks|charts))\//

/** By the addresses of rows and cells, or their places where they say none: the library fills the gaps. */
function tooMuchIn(sheet: string): string | undefined {
  let row = 0
  let column = 0
  let columns = 1
  for (const [, tag, attributes = ''] of sheet.matchAll(/<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)/g)) {
    const [, letters = '', number = ''] = /\sr=["']([A-Z]{0,4})(\d{0,8})["']/.exec(attributes) ?? []
    if (number !== '') row = Number(number)
    else if (tag === 'row') row += 1
    column = tag === 'row' ? 0 : letters === '' ? column + 1 : columnOf(letters)
    columns = Math.max(columns, column)
    if (row > mostRows) return tooLong
    if (row * columns > mostCells) return tooWide
  }
  return undefined
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
  if (typeof cell === 'string') return cell.replace(/[\r\n]+/g, ' ')
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non'
  return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
}

function starts(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte)
}
