import { createReadStream } from 'node:fs'
import type { Context } from '#core/context.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { importRules } from '#core/directory/import-rules.ts'
import { type UnheardRule, unheardRules } from '#core/directory/unheard-rules.ts'
import type { Issue } from '#core/refusal.ts'
import type { ImportChange, ImportOptions } from '#core/tables/import-change.ts'
import { mostBytes, readFileText, tooLarge } from '#core/tables/read-file.ts'
import { aboutFile } from '../../file-error.ts'
import { importRasff } from '../../rasff/import-rasff.ts'
import { type OperatorCommand, type OperatorInput, UsageError } from '../command.ts'
import { drainIndex } from '../drain.ts'
import { sayReport, sayTrial, sayUnheard, wordReading } from '../report.ts'

type Import = (
  ctx: Context,
  given: { readonly csv: string } & ImportOptions,
  options: OperatorInput['options'],
) => Promise<{ readonly refused: readonly Issue[]; readonly unheard?: readonly UnheardRule[] }>

/** What can be imported, by the word that the operator writes. */
const imports = {
  annuaire: (ctx, given, { masse }) => importDirectory(ctx, { ...given, allowMass: masse === true }),
  boites: importMailboxes,
  regles: (ctx, given, { masse }) => importRules(ctx, { ...given, allowMass: masse === true }),
  identites: importIdentities,
  rasff: (ctx, { csv, ...how }, { structure }) =>
    importRasff(ctx, csv, { ...how, structureCode: typeof structure === 'string' ? structure : 'mus' }),
} as const satisfies Record<string, Import>

export const importCommand: OperatorCommand = {
  name: 'import',
  summary:
    'charge un fichier CSV ou Excel : annuaire, boîtes de service, règles, comptes Tchap ou alertes RASFF',
  usage: 'import <annuaire|boites|regles|identites|rasff> FICHIER [--essai] [--masse] [--structure CODE]',
  details: [
    'Chaque ligne refusée est citée avec son numéro et la raison ; les autres sont chargées. Relancer le même fichier ne change rien.',
    'identites : colonnes Canal (tchap ou matrix), Adresse (@prenom.nom:serveur) et Courriel (celui de l’agent) ; le compte lié remplace l’ancien, qui n’est pas au fichier garde le sien.',
    'Le fichier : CSV (virgules, points-virgules ou tabulations, UTF-8, UTF-16 ou Windows-1252) ou classeur Excel (.xlsx, première feuille), de 64 Mo (décompressé) et de 200 000 lignes au plus.',
    'Après l’annuaire, les boîtes ou les règles : les règles en vigueur qui n’avertiraient personne sont citées.',
    '--essai : dit ce qui serait créé, changé et refusé, et ne change rien.',
    '--masse : accepte de désactiver plus de la moitié des agents de l’annuaire, ou plus de quelques règles (deux, ou une sur cinq).',
    '--structure CODE : pour le RASFF, la structure qui porte les évènements (mus par défaut).',
  ],
  examples: [
    'import annuaire annuaire.xlsx --essai',
    'import annuaire adapters/demo/data/directory.csv',
    'import identites comptes-tchap.csv',
    'import rasff rasff-2020-2023.csv --structure mus',
  ],
  options: { essai: { type: 'boolean' }, masse: { type: 'boolean' }, structure: { type: 'string' } },
  words: [2, 2],
  begins: () => true,
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
    const trial = input.options.essai === true
    const changes: ImportChange[] = []
    const bar = input.progress('Import')
    const load: Import = found[1]
    const report = await load(
      ctx,
      { csv, trial, onChange: (change) => changes.push(change), onProgress: bar.update },
      input.options,
    ).finally(bar.stop)
    if (trial) sayTrial(input.say, changes)
    sayReport(input.say, report, report.refused)
    // What these change may leave a rule without anybody to tell.
    const told = what === 'annuaire' || what === 'boites'
    const unheard = report.unheard ?? (told && !trial ? await unheardRules(ctx.store.read()) : [])
    sayUnheard(input.say, unheard)
    if (what === 'rasff' && !trial) await drainIndex(parts, input)
  },
}

/** A file in another form than UTF-8 is said to be, so that a wrong one is noticed. */
async function readText(file: string, { say }: OperatorInput): Promise<string> {
  const bytes = await readBytes(file)
  const read = await readFileText(bytes, file)
  for (const line of wordReading(read)) say(line)
  return read.text
}

/** Never more than what is read, whatever the system says of its size (a pipe, a device). */
function readBytes(file: string): Promise<Buffer> {
  return aboutFile(file, async () => {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of createReadStream(file, { end: mostBytes })) {
      chunks.push(chunk)
      size += chunk.length
    }
    if (size > mostBytes) throw tooLarge(file)
    return Buffer.concat(chunks)
  })
}
