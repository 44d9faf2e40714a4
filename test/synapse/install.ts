import { join } from 'node:path'
import { type Installed, installPython } from '../python/install.ts'

/** Installs the Synapse pinned in requirements.txt, or says why not. */
export async function installSynapse(say: (line: string) => void): Promise<Installed> {
  if (process.platform === 'win32') return { skipped: 'Synapse does not run on Windows: set SYNAPSE_URL' }
  const requirements = join(import.meta.dirname, 'requirements.txt')
  return installPython({ package: 'matrix-synapse', name: 'Synapse', requirements }, say)
}
