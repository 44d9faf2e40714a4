import { cleanLine } from '../clean-text.ts'
import { trimEndOf } from '../query/trim-end.ts'
import { Refusal } from '../refusal.ts'
import { archiveProblem } from './archive.ts'
import { nameProblem } from './file-names.ts'
import { isZip, mediaTypeOf } from './media-type.ts'

/** Bytes of one file. */
export const largestFile = 25 * 1024 * 1024
/** Files of one act. */
export const mostFiles = 10
const longestName = 200

/** A file as somebody gives it; nothing of it is believed. */
export interface GivenFile {
  readonly name: string
  /** As declared; it may be wrong. */
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * The files with names and types that hold, none of them one that could run something at its reader's.
 * @throws Refusal document-refused, that names the first file that is refused and says why
 */
export async function checkFiles(files: readonly GivenFile[]): Promise<GivenFile[]> {
  const beyond = files[mostFiles]
  if (beyond !== undefined)
    throw new Refusal('document-refused', { name: cleanName(beyond.name), why: 'too-many' })
  const checked: GivenFile[] = []
  // One after the other: each may be unpacked in memory.
  for (const file of files) checked.push(await checkFile(file))
  return checked
}

async function checkFile({ name: given, mediaType: declared, bytes }: GivenFile): Promise<GivenFile> {
  const name = cleanName(given)
  if (bytes.length === 0) throw new Refusal('document-refused', { name, why: 'empty' })
  if (bytes.length > largestFile) throw new Refusal('document-refused', { name, why: 'too-big' })
  const named = nameProblem(name)
  if (named !== undefined) throw new Refusal('document-refused', { name, why: named })
  const read = mediaTypeOf(declared, bytes)
  if (!read.ok) throw new Refusal('document-refused', { name, why: read.why })
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const within = isZip(content) ? await archiveProblem(content) : undefined
  if (within !== undefined) throw new Refusal('document-refused', { name, why: within })
  return { name, mediaType: read.mediaType, bytes }
}

/**
 * The name alone, without its folders, nor characters that cannot be seen: those that turn the direction of writing
 * make « fdp.exe » out of « exe.pdf ». A long one is cut before its extension.
 */
export function cleanName(given: string): string {
  const last = cleanLine(given).split(/[/\\]/).at(-1)
  const seen = (last ?? '').replace(/\p{Cf}/gu, '').normalize('NFC')
  const name = trimEndOf(seen.replace(/^[\s.]+/, ''), /[\s.]/)
  if (name === '') return 'document'
  if (name.length <= longestName) return name
  const extension = /\.[a-z\d]{1,10}$/i.exec(name)?.[0] ?? ''
  return `${name.slice(0, longestName - extension.length)}${extension}`.toWellFormed()
}
