import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The folder of an environment that has Synapse, or why there is none. */
export type Installed = { readonly folder: string } | { readonly skipped: string }

/** Installs the Synapse pinned in requirements.txt at the first call on a machine: half a minute; later a tenth of a second. */
export async function installSynapse(say: (line: string) => void): Promise<Installed> {
  if (process.platform === 'win32') return { skipped: 'Synapse does not run on Windows: set SYNAPSE_URL' }
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vigie')
  const files = ['install.py', 'requirements.txt'].map((name) => join(import.meta.dirname, name))
  const [script = '', requirements = ''] = files
  const installer = spawn('python3', [script, cache, requirements], { stdio: ['ignore', 'pipe', 'pipe'] })
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
      else done({ skipped: `Synapse could not be installed from PyPI (${complaint.trim()})` })
    })
  })
}
