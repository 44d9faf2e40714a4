import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes the folder and those above it, for this account alone. Not by mkdir's own `recursive`: where the system makes no
 * folder (`/proc`), that one tries for ever. @throws the system's error, which names the path
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path)
  } catch (error) {
    const above = dirname(path)
    if (above === path || !(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await makeFolder(above)
    await makeOne(path)
  }
}

/** Another process may make it meanwhile: that is as good. */
async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory() !== true) throw error
  }
}
