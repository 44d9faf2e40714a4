import { readFile } from 'node:fs/promises'
import type { Context } from '#core/context.ts'
import { decodeText } from '#core/directory/decode-text.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { importRules } from '#core/directory/import-rules.ts'
import type { Issue } from '#core/refusal.ts'
import { importRasff } from '../../rasff/import-rasff.ts'
import { type OperatorCommand, type OperatorInput, UsageError } from '../command.ts'
import { drainIndex } from '../drain.ts'
import { sayReport } from '../report.ts'

type Import = (
  ctx: Context,
  csv: string,
  input: OperatorInput,
) => Promise<{ report: object; refused: readonly Issue[] }>

/** What can be imported, by the word that the operator writes. */
const imports = {
  annuaire: async (ctx, csv, { options, progress }) => {
    const bar = progress('Agents')
    const report = await importDirectory(ctx, { csv, allowMass: options.masse === true }, bar.update)
    bar.stop()
    return { report, refused: report.refused }
  },
  boites: async (ctx, csv) => {
    const report = await importMailboxes(ctx, { csv })
    return { report, refused: report.refused }
  },
  regles: async (ctx, csv) => {
    const report = await importRules(ctx, { csv })
    return { report, refused: report.refused }
  },
  identites: async (ctx, csv) => {
    const report = await importIdentities(ctx, { csv })
    return { report, refused: report.refused }
  },
  rasff: async (ctx, csv, { options, progress }) => {
    const bar = progress('Évènements')
    const structureCode = typeof options.structure === 'string' ? options.structure : 'mus'
    const report = await importRasff(ctx, csv, { structureCode, onProgress: bar.update })
    bar.stop()
    return { report, refused: report.refused }
  },
} as const satisfies Record<string, Import>

export const importCommand: OperatorCommand = {
  name: 'import',
  summary: 'charge un fichier CSV : annuaire, boîtes de service, règles, comptes Tchap ou alertes RASFF',
  usage: 'import <annuaire|boites|regles|identites|rasff> FICHIER [--masse] [--structure CODE]',
  details: [
    'Chaque ligne refusée est citée avec son numéro et la raison ; les autres sont chargées. Relancer le même fichier ne change rien.',
    'identites : colonnes Canal (tchap ou matrix), Adresse (@prenom.nom:serveur) et Courriel (celui de l’agent) ; le compte lié remplace l’ancien, qui n’est pas au fichier garde le sien.',
    '--masse : pour l’annuaire, accepte de désactiver plus de la moitié des agents.',
    '--structure CODE : pour le RASFF, la structure qui porte les évènements (mus par défaut).',
  ],
  examples: [
    'import annuaire adapters/demo/data/directory.csv',
    'import identites comptes-tchap.csv',
    'import rasff rasff-2020-2023.csv --structure mus',
  ],
  options: { masse: { type: 'boolean' }, structure: { type: 'string' } },
  words: [2, 2],
  async run(parts, input) {
    const [what = '', file = ''] = input.words
    const found = Object.entries(imports).find(([name]) => name === what)
    if (found === undefined) {
      throw new UsageError(
        `« ${what} » ne peut pas être importé : écrivez ${Object.keys(imports).join(', ')}.`,
      )
    }
    const csv = await readText(file, input)
    const ctx = parts.contextFor({ type: 'system', name: `Import ${what}` })
    const { report, refused } = await found[1](ctx, csv, input)
    sayReport(input.say, report, refused)
    if (what === 'rasff') await drainIndex(parts, input)
  },
}

/** Spreadsheets still save in other encodings: the operator is told which was read. */
async function readText(file: string, { say }: OperatorInput): Promise<string> {
  try {
    const { text, encoding } = decodeText(await readFile(file))
    if (encoding !== 'utf-8') say(`Le fichier n’est pas en UTF-8 : il a été lu comme ${encoding}.`)
    return text
  } catch {
    throw new UsageError(`Le fichier « ${file} » ne peut pas être lu : vérifiez son chemin et vos droits.`)
  }
}
