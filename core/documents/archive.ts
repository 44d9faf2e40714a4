import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import type { DocumentProblem } from '../refusal.ts'
import { isZipName, nameProblem } from './file-names.ts'

const mostEntries = 5_000
/** Archives within archives: a Word document in an archive in an archive. */
const deepest = 2
/** Bytes of the archives within, unpacked, all together. */
const mostOpened = 100 * 1024 * 1024

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
    if (!isZipName(entry.fileName)) continue
    budget.bytes -= entry.uncompressedSize
    if (depth === 0 || budget.bytes < 0) return 'unreadable-archive'
    // Sizes that lie are refused while unpacking, so that no more is unpacked than was counted.
    const within = await problemWithin(
      await buffer(await zip.openReadStreamPromise(entry)),
      depth - 1,
      budget,
    )
    if (within !== undefined) return within
  }
  return undefined
}
