import { z } from 'zod'
import { count, formatInstant } from '#templates/words.ts'
import type { Health } from './client/health.ts'

const healthSchema: z.ZodType<Health> = z.object({
  account: z.string(),
  device: z.string(),
  deviceSigned: z.boolean(),
  crossSigning: z.boolean(),
  secretStorage: z.boolean(),
  backup: z.object({ version: z.string(), trusted: z.boolean(), remaining: z.number() }).nullable(),
  rooms: z.object({ joined: z.number(), encrypted: z.number(), invited: z.number() }),
  cannotDecrypt: z.array(
    z.object({
      user: z.string(),
      device: z.string().exactOptional(),
      why: z.enum(['no-device', 'unsigned']),
    }),
  ),
  undecryptable: z.object({ waiting: z.number(), recovered: z.number(), givenUp: z.number() }),
  syncing: z.object({ state: z.string(), since: z.string() }),
  tokenRefused: z.boolean(),
  accountExpired: z.boolean(),
  queue: z.object({ waiting: z.number(), retrying: z.number(), unhandled: z.number() }),
})

/** How the account is, line by line: ✓ is well, ! wants the operator. @param served a process holds the account now */
export function wordHealth(report: unknown, at: Date, served: boolean): string[] {
  const read = healthSchema.safeParse(report)
  if (!read.success) return ['L’état gardé est d’une autre version de Vigie : attendez le prochain (30 s).']
  const health = read.data
  const when = formatInstant(at.toISOString())
  return [
    served
      ? `✓ ${health.account} est servi ; état du ${when}`
      : `! Aucun processus ne sert ${health.account} ; dernier état : le ${when}. Lancez « npm start ».`,
    ...account(health),
    mark(health.deviceSigned, `appareil ${health.device}, signé par le compte`, 'lancez « matrix setup »'),
    mark(
      health.crossSigning && health.secretStorage,
      'signature croisée et coffre du serveur prêts',
      'lancez « matrix setup »',
    ),
    backup(health),
    mark(
      health.syncing.state === 'syncing',
      `réception (${states[health.syncing.state] ?? health.syncing.state} depuis le ${formatInstant(health.syncing.since)})`,
      'le serveur ne répond pas',
    ),
    `  salons : ${health.rooms.joined}, dont ${count(health.rooms.encrypted, 'chiffré')} ; invitations en attente : ${health.rooms.invited}`,
    `  messages sans clé : ${health.undecryptable.waiting} en attente, ${count(health.undecryptable.recovered, 'lu')} après coup, ${count(health.undecryptable.givenUp, 'jamais lu', 'jamais lus')}`,
    `  appels en attente : ${health.queue.waiting}, à refaire : ${health.queue.retrying} ; réceptions non traitées : ${health.queue.unhandled}`,
    ...health.cannotDecrypt.map(({ user, device, why }) =>
      why === 'no-device'
        ? `! ${user} n’a aucun appareil chiffrant : il ne peut pas lire Vigie`
        : `! ${user}, appareil ${device ?? ''}, n’est pas signé par son propriétaire : certaines applications n’y montrent rien`,
    ),
  ]
}

const states: Readonly<Record<string, string>> = {
  syncing: 'en cours',
  starting: 'démarrage',
  reconnecting: 'reconnexion',
  stopped: 'arrêtée',
}

function mark(well: boolean, what: string, remedy: string): string {
  return well ? `✓ ${what}` : `! ${what} : non ; ${remedy}`
}

function account({ tokenRefused, accountExpired }: Health): string[] {
  return [
    ...(accountExpired
      ? ['! Le compte a expiré : suivez le lien de renouvellement reçu par courriel. Rien n’est perdu.']
      : []),
    ...(tokenRefused
      ? [
          '! Le serveur refuse le jeton : donnez MATRIX_PASSWORD, ou un nouveau MATRIX_TOKEN du même appareil.',
        ]
      : []),
  ]
}

function backup({ backup }: Health): string {
  if (backup === null) return '! Sauvegarde des clés : aucune ; lancez « matrix setup »'
  const rest = backup.remaining > 0 ? `, ${count(backup.remaining, 'clé')} à y mettre` : ''
  return mark(
    backup.trusted,
    `sauvegarde des clés, version ${backup.version}${rest}`,
    'elle n’est pas de confiance',
  )
}
