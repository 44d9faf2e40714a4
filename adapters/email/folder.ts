import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { makeFolder } from '#core/make-folder.ts'
import { compose } from './compose.ts'
import type { Post } from './email.ts'

/** Puts letters in a folder that only its owner opens: `<key>.eml`, the whole message, and `<key>.html` to look at. A letter that is there is not rewritten. */
export function folderPost(folder: string): Post {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const swept = sweep(folder)
  return {
    check: async () => ({ state: 'ready' }),
    close: () => undefined,
    put: async (letter) => {
      const { key, mail, messageId } = letter
      const delivered = { state: 'delivered', receipt: messageId } as const
      const path = join(folder, `${key}.eml`)
      if (await exists(path)) return delivered
      await makeFolder(folder)
      await swept
      const { message } = await writer.sendMail(compose(letter))
      if (!Buffer.isBuffer(message)) throw new Error('nodemailer was asked for a buffer and gave a stream')
      // The message last: once it is there, the letter is delivered.
      await writeWhole(folder, `${key}.html`, mail.html)
      await writeWhole(folder, `${key}.eml`, message)
      return delivered
    },
  }
}

/** How a draft is called: what `writeWhole` gives up when the process dies. */
const draftName = /^\..{1,240}\.(?:eml|html)\.[\da-f-]{36}$/
/** ms after which nobody is writing a draft any more: other processes may share the folder. */
const longestWrite = 10 * 60_000

/** Takes away what a process that died was writing. Never throws: nothing depends on it. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => draftName.test(one))) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    if (mtimeMs < Date.now() - longestWrite) await rm(path, { force: true }).catch(() => undefined)
  }
}

/** The file is there whole or not at all, power cuts included. */
async function writeWhole(folder: string, name: string, content: string | Buffer): Promise<void> {
  const draft = join(folder, `.${name}.${randomUUID()}`)
  try {
    await using file = await open(draft, 'wx', 0o600)
    await file.writeFile(content)
    await file.sync()
    await rename(draft, join(folder, name))
  } catch (error) {
    // A disk that is full is not filled further by each new attempt.
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  await using entries = await open(folder, 'r')
  await entries.sync()
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
