import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** ClamAV's daemon and where its libraries are, or why there is none. */
export type Found =
  | { readonly binary: string; readonly libraries: string | undefined }
  | { readonly skipped: string }

/** What the daemon needs that a machine may not have. */
const packages = ['clamav-daemon', 'libclamav12', 'libmspack0', 'libjson-c5']

/** The machine's own clamd, or Debian's, unpacked once in a cache folder: nothing is installed. */
export async function findClamd(): Promise<Found> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const own = folders.map((folder) => join(folder, 'clamd')).find((path) => existsSync(path))
  if (own !== undefined) return { binary: own, libraries: undefined }
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vigie')
  const target = join(cache, 'clamav')
  try {
    if (!existsSync(target)) await unpack(cache, target)
    const binary = join(target, 'usr/sbin/clamd')
    const triplet = (await readdir(join(target, 'usr/lib'))).find((name) => name.includes('-linux-'))
    const libraries = join(target, 'usr/lib', triplet ?? '')
    // Loads its libraries; its version would want a configuration that only an installed one has.
    await run(binary, ['--help'], { env: { LD_LIBRARY_PATH: libraries } })
    return { binary, libraries }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { skipped: `there is no clamd here, and Debian's could not be fetched (${why})` }
  }
}

async function unpack(cache: string, target: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const building = await mkdtemp(`${target}-`)
  try {
    await run('apt-get', ['download', ...packages], { cwd: building, timeout: 60_000 })
    for (const file of await readdir(building))
      await run('dpkg-deb', ['-x', join(building, file), join(building, 'tree')])
    await rename(join(building, 'tree'), target)
  } finally {
    await rm(building, { recursive: true, force: true })
  }
}
