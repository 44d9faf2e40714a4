// Installs the exact dependencies when they are missing or older than the lock file.
// Plain JavaScript, because it runs on whatever Node the machine has, before the project's own runtime is there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = dirname(dirname(fileURLToPath(import.meta.url)))
const installed = join(top, 'node_modules', '.package-lock.json')
const wanted = join(top, 'package-lock.json')

if (!isWhole()) {
  console.log('Installation des dépendances (npm ci)…')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: top,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error(
      'L’installation a échoué : vérifiez l’accès au registre npm, puis relancez la même commande.',
    )
    process.exit(done.status ?? 1)
  }
}

/** What npm notes when it has installed everything, and everything still there. */
function isWhole() {
  try {
    if (statSync(installed).mtimeMs < statSync(wanted).mtimeMs) return false
    const folders = Object.keys(JSON.parse(readFileSync(installed, 'utf8')).packages)
    return folders.length > 0 && folders.every((folder) => existsSync(join(top, folder)))
  } catch {
    // Not there, or cut short.
    return false
  }
}
