import { resolve } from 'node:path'
import { z } from 'zod'
import { isHeld, takeLease } from '#core/store/lease.ts'
import type { MatrixConfig } from '../../config.ts'
import { aboutFile } from '../../file-error.ts'
import { leaseName } from '../../matrix/serve.ts'
import { setUpAccount } from '../../matrix/set-up-account.ts'
import { readBackup, writeBackup } from '../../matrix/store/backup.ts'
import { forgetDevice } from '../../matrix/store/forget-device.ts'
import { markRestored } from '../../matrix/store/mark-restored.ts'
import { wordHealth } from '../../matrix/word-health.ts'
import type { Parts } from '../../parts.ts'
import { type OperatorCommand, type OperatorInput, UsageError } from '../command.ts'

type Verb = (parts: Parts, account: MatrixConfig, input: OperatorInput, file: string) => Promise<void>

const verbs: Readonly<Record<string, Verb>> = {
  setup: setUp,
  health: async ({ store }, { userId }, { say }) => {
    const { rows } = await store.pool.query('select at, report from matrix_report where account = $1', [
      userId,
    ])
    const [row] = reports.parse(rows)
    if (row === undefined)
      return say(`Aucun état pour ${userId} : ce compte n’a pas encore servi. Lancez « npm start ».`)
    for (const line of wordHealth(row.report, row.at, await isHeld(store.pool, leaseName(userId)))) say(line)
  },
  backup: async ({ store }, { storeKey }, { say }, file) => {
    const path = needed('backup', file)
    await aboutFile(path, () => writeBackup(store.pool, storeKey, path))
    say(`Sauvegarde écrite dans ${path}, scellée par MATRIX_STORE_KEY.`)
  },
  restore: async ({ store }, { storeKey, userId }, { say }, file) => {
    const path = needed('restore', file)
    await aboutFile(path, () => readBackup(store.pool, storeKey, path, leaseName(userId)))
    say('Appareil restauré. Lancez « npm start » : il reprend comme le même appareil.')
  },
  restored: async ({ store }, { storeKey, userId }, { say }) => {
    await markRestored(store.pool, storeKey, leaseName(userId))
    say('Noté : au prochain démarrage, ce qui ne doit pas servir deux fois est jeté.')
  },
  'forget-device': async ({ store }, { userId }, { say, options }) => {
    if (options.oui !== true)
      throw new UsageError(
        `Oublier l’appareil de ${userId} est sans retour : ce qui a été dit avant ne se lira plus. Ajoutez --oui pour le faire.`,
      )
    await forgetDevice(store.pool, leaseName(userId))
    say('Appareil oublié. Déconnectez-le aussi depuis la page du compte, puis « matrix setup ».')
  },
}

export const matrixCommand: OperatorCommand = {
  name: 'matrix',
  summary: 'prépare, montre, sauvegarde ou restaure le compte de Vigie sur Tchap',
  usage: 'matrix <setup | health | backup FICHIER | restore FICHIER | restored | forget-device --oui>',
  details: [
    'setup : première connexion, signature de l’appareil, clé de récupération (montrée une fois).',
    'setup --cle « … » : pour un compte préparé auparavant, avec sa clé ; --refaire : nouvelle identité, si la clé est perdue.',
    'health : appareil, signature, sauvegarde des clés, salons, membres qui ne peuvent pas déchiffrer.',
    'restored : à lancer une fois après avoir restauré la base entière d’un état plus ancien.',
    'forget-device : quand les clés sont perdues. La page adapters/matrix/operate.md dit quand.',
  ],
  examples: ['matrix setup', 'matrix health', 'matrix backup vigie.backup', 'matrix restore vigie.backup'],
  options: { oui: { type: 'boolean' }, cle: { type: 'string', secret: true }, refaire: { type: 'boolean' } },
  words: [1, 2],
  begins: ([verb = '']) => ['setup', 'restore'].includes(verb),
  async run(parts, input) {
    const [name = '', file = ''] = input.words
    const verb = verbs[name]
    if (verb === undefined)
      throw new UsageError(`« ${name} » n’est pas compris : écrivez ${Object.keys(verbs).join(', ')}.`)
    const account = parts.config.matrix
    if (account === undefined)
      throw new UsageError('Tchap est éteint : donnez MATRIX_URL, MATRIX_USER et MATRIX_STORE_KEY.')
    await verb(parts, account, input, file)
  },
}

const reports = z.array(z.object({ at: z.date(), report: z.unknown() }))

async function setUp(
  { store }: Parts,
  account: MatrixConfig,
  { say, options }: OperatorInput,
): Promise<void> {
  const lease = await takeLease(store.pool, leaseName(account.userId))
  if (lease === undefined)
    throw new UsageError(
      `Vigie sert déjà ${account.userId} : arrêtez-la d’abord (Ctrl-C, ou votre superviseur).`,
    )
  try {
    say(`Connexion de ${account.userId} à ${account.homeserverUrl}…`)
    const ways = {
      ...(typeof options.cle === 'string' ? { recoveryKey: options.cle } : {}),
      ...(options.refaire === true ? { reset: true } : {}),
    }
    let shown = false
    const device = await setUpAccount(store.pool, { ...account, ...ways }, lease, (key) => {
      shown = true
      say('Clé de récupération, à conserver maintenant, elle ne sera plus montrée :')
      say(key)
    })
    say(`Appareil ${device} : signé par le compte ; ses clés sont sauvegardées sur le serveur.`)
    if (!shown) say('Tout était déjà prêt : la clé de récupération a été montrée auparavant.')
    say('« npm start » sert maintenant le compte.')
  } finally {
    await lease.release()
  }
}

function needed(verb: string, file: string): string {
  if (file === '') throw new UsageError(`Donnez un fichier : npm run vigie -- matrix ${verb} vigie.backup`)
  return resolve(file)
}
