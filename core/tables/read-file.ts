import { Refusal } from '../refusal.ts'
import { type DecodedText, decodeText } from './decode-text.ts'
import { isArchive, isOldWorkbook, readWorkbook } from './read-workbook.ts'

/** A file's text, for `readTable`, and what the operator is told of how it was read. */
export interface FileText {
  readonly text: string
  readonly encoding: DecodedText['encoding'] | 'xlsx'
  /** Lines with bytes that are not of the file's encoding. */
  readonly strayLines: readonly number[]
  /** Sheets of a workbook that are not read. */
  readonly otherSheets: number
}

/** Bytes of a file: a national directory has two million. */
export const mostBytes = 64 * 1024 * 1024

/** What every import reads: a CSV in any encoding, or an Excel workbook. @throws Refusal import-unreadable */
export async function readFileText(bytes: Uint8Array, file: string): Promise<FileText> {
  if (bytes.length > mostBytes) throw tooLarge(file)
  if (isOldWorkbook(bytes)) {
    const problem =
      'c’est un ancien classeur (.xls) ou un classeur protégé par un mot de passe\u00A0: l’enregistrer sans mot de passe en .xlsx ou en CSV'
    throw new Refusal('import-unreadable', { file, problem })
  }
  if (!isArchive(bytes)) return { ...decodeText(bytes), otherSheets: 0 }
  const { text, sheets } = await readWorkbook(bytes, file)
  return { text, encoding: 'xlsx', strayLines: [], otherSheets: sheets - 1 }
}

export function tooLarge(file: string): Refusal {
  const problem = `il dépasse ${mostBytes / 1024 / 1024} Mo\u00A0: le partager`
  return new Refusal('import-unreadable', { file, problem })
}
