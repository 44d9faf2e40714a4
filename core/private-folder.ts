import { chmod, lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'

/** What a folder was found to be, when that is worth saying. */
export interface FolderNews {
  readonly folder: string
  /** `0755` */
  readonly mode: string
  /** `shared`: it is not ours to close (another account's, or a place for everybody such as /tmp). */
  readonly done: 'closed' | 'shared'
}

const forOthers = 0o077
const sticky = 0o1000

/**
 * Makes the folder, or makes it ours alone: 0700, and 0600 for the files that lie in it, since they may have been made
 * when anybody could read them. @returns what to tell the operator: undefined when it was private, or did not exist
 */
export async function ownFolder(folder: string): Promise<FolderNews | undefined> {
  await makeFolder(folder)
  const found = await lstat(folder)
  if (process.platform === 'win32' || !found.isDirectory() || (found.mode & forOthers) === 0) return undefined
  const mode = `0${(found.mode & 0o777).toString(8)}`
  if (found.uid !== process.getuid?.() || (found.mode & sticky) !== 0) return { folder, mode, done: 'shared' }
  await chmod(folder, 0o700)
  for await (const entry of await opendir(folder)) {
    if (entry.isFile()) await closeFile(join(folder, entry.name))
  }
  return { folder, mode, done: 'closed' }
}

/** A file that existed keeps its mode when it is written to: this takes it from the others. One that is not there, or not ours, stays. */
export async function closeFile(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isFile() === true && (found.mode & forOthers) !== 0) {
    await chmod(path, 0o600).catch(() => undefined)
  }
}
