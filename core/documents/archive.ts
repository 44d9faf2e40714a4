import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import type { DocumentProblem } from '../refusal.ts'
import { isOldOfficeName, isZipName, nameProblem } from './file-names.ts'
import { isZip, mediaTypeOf } from './media-type.ts'

const mostEntries = 5_000
/** Archives within archives: a Word document in an archive in an archive. */
const deepest = 2
/** Bytes of the archives within, unpacked, all together. */
const mostOpened = 100 * 1024 * 1024

/** Where an office document says of what type its parts are: that, and not their names, is what runs. */
const partsOfOffice = '[content_types].xml'

/** In whatever of its encodings: zeros stand between the letters of UTF-16. */
function declaresMacros(parts: Buffer): boolean {
  const text = parts.toString('latin1').replaceAll('\0', '')
  return /macroEnabled|vbaProject|macrosheet/i.test(text)
}

/** What is left to be read of one archive, whatever it nests. */
interface Budget {
  entries: number
  bytes: number
}

/** Why a zip archive, an office document among them, is not taken: what it holds, by name, or that it cannot be read. */
export async function archiveProblem(bytes: Buffer): Promise<DocumentProblem | undefined> {
  try {
    return await problemWithin(bytes, deepest, { entries: mostEntries, bytes: mostOpened })
  } catch {
    return 'unreadable-archive'
  }
}

async function problemWithin(
  bytes: Buffer,
  depth: number,
  budget: Budget,
): Promise<DocumentProblem | undefined> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: false })
  for await (const entry of zip.eachEntry()) {
    budget.entries -= 1
    if (budget.entries < 0) return 'unreadable-archive'
    const problem = nameProblem(entry.fileName)
    if (problem !== undefined) return problem
    if (entry.isEncrypted()) return 'encrypted'
    const isParts = entry.fileName.toLowerCase() === partsOfOffice
    const isOld = isOldOfficeName(entry.fileName)
    if (!isParts && !isOld && !isZipName(entry.fileName)) continue
    budget.bytes -= entry.uncompressedSize
    if (budget.bytes < 0) return 'unreadable-archive'
    // Sizes that lie are refused while unpacking, so that no more is unpacked than was counted.
    const content = await buffer(await zip.openReadStreamPromise(entry))
    if (isParts) {
      if (declaresMacros(content)) return 'active'
      continue
    }
    const read = mediaTypeOf('', content)
    if (!read.ok && read.why !== 'mislabelled') return read.why
    if (isOld && !isZip(content)) continue
    if (depth === 0) return 'unreadable-archive'
    const within = await problemWithin(content, depth - 1, budget)
    if (within !== undefined) return within
  }
  return undefined
}
