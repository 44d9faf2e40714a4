import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The folder of an environment that has the package, or why there is none. */
export type Installed = { readonly folder: string } | { readonly skipped: string }

/** A package of PyPI that tests need, pinned with all that it needs. */
export interface PythonPackage {
  /** As PyPI calls it. */
  readonly package: string
  /** As people call it. */
  readonly name: string
  /** Path of a requirements.txt that pins it. */
  readonly requirements: string
}

/** Installs the package at the first call on a machine: half a minute; later a tenth of a second. */
export async function installPython(wanted: PythonPackage, say: (line: string) => void): Promise<Installed> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vigie')
  const script = join(import.meta.dirname, 'install.py')
  const args = [script, cache, wanted.requirements, wanted.package, wanted.name]
  const installer = spawn('python3', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let folder = ''
  let complaint = ''
  const lines = createInterface(installer.stdout).on('line', (line) => {
    folder = line
    if (!line.startsWith(cache)) say(line)
  })
  const read = once(lines, 'close')
  installer.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-500)
  })
  return new Promise((done) => {
    installer.once('error', (error) => done({ skipped: `python3 cannot be started (${error.message})` }))
    installer.once('close', async (code) => {
      await read
      if (code === 0) done({ folder })
      else done({ skipped: `${wanted.name} could not be installed from PyPI (${complaint.trim()})` })
    })
  })
}
