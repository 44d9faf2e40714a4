import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { importCommand } from '#adapters/cli/commands/import.ts'
import { readConfig } from '#adapters/config.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { systemClock } from '#core/clock.ts'
import { freshDatabase } from '#test/database.ts'

/** An operator on a database of his own. */
export interface Importing extends AsyncDisposable {
  readonly parts: Parts
  readonly folder: string
  /** What `npm run vigie -- import …` says. */
  run(what: string, content: string | Uint8Array, options?: Record<string, boolean>): Promise<string[]>
}

export async function startImporting(): Promise<Importing> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-import-'))
  const config = readConfig({ VAR_DIR: folder })
  const parts = await openParts(await freshDatabase(), config, systemClock, pino({ level: 'silent' }))
  return {
    parts,
    folder,
    run: async (what, content, options = {}) => {
      const file = join(folder, 'fichier')
      await writeFile(file, content)
      const said: string[] = []
      await importCommand.run(parts, {
        words: [what, file],
        options,
        say: (line) => said.push(line),
        progress: () => ({ update: () => undefined, stop: () => undefined }),
      })
      return said
    },
    [Symbol.asyncDispose]: async () => {
      await parts[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

export const header = [
  'Structure',
  'Prénom',
  'Nom',
  'Mail',
  'Fonction_hiérarchique',
  'Complément_fonction',
  'Téléphone',
  'Mobile',
]
export const agent = (name: string, structure = 'DDI/DDPP/DDPP34') => [
  structure,
  name,
  'Essai',
  `${name.toLowerCase()}@agri.example`,
  'Inspecteur',
  '',
  '',
  '',
]
export const csvOf = (...lines: (readonly string[])[]) => lines.map((cells) => cells.join(';')).join('\r\n')
