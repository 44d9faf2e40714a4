import { relative } from 'node:path'
import { count } from '#templates/words.ts'
import type { Config, Role } from './config.ts'
import type { Database } from './database.ts'
import type { MailCheck } from './email/email.ts'
import { risksOf } from './risks.ts'
import type { Running } from './roles.ts'

/** One line a part: what is on, what is off, and how to turn it on. */
export function announce(
  config: Config,
  database: Database,
  running: Running,
  broken: readonly string[],
  mail: MailCheck,
  mayRewrite: boolean,
  connections: Connections,
): string[] {
  const on = (role: Role) => config.roles.includes(role)
  const off = (what: string, role: Role) => `– ${what} : éteint dans ce processus (ajoutez ${role} à ROLES)`
  const folder = (path: string) => relative(process.cwd(), path) || '.'
  return [
    database.embedded
      ? `✓ Base de données : PostgreSQL embarqué dans ${folder(config.varFolder)}/postgres (DATABASE_URL pour une autre)`
      : '✓ Base de données : celle de DATABASE_URL',
    config.signingKey === undefined
      ? '! Historique : signé par une clé gardée à côté de la base. SIGNING_KEY, gardée ailleurs, le protège mieux (core/proof/operate.md).'
      : '✓ Historique : signé chaque heure par SIGNING_KEY',
    ...(mayRewrite
      ? [
          '! Le rôle de DATABASE_URL possède les tables : qui tient son mot de passe peut réécrire l’historique. DATABASE_MIGRATION_URL sépare les deux rôles (core/store/operate.md).',
        ]
      : []),
    ...narrow(config, connections),
    on('http')
      ? `✓ API : ${running.httpUrl}/v1, documentation sur ${running.httpUrl}/docs`
      : off('API', 'http'),
    on('chat')
      ? '✓ Console : « npm run chat -- --as prenom.nom@… » dans un autre terminal'
      : off('Console', 'chat'),
    tchap(config, on('chat'), running),
    on('worker') ? `✓ Travaux : ${config.workerConcurrency} à la fois` : off('Travaux', 'worker'),
    on('clock') ? '✓ Récapitulatifs : réveil chaque minute' : off('Récapitulatifs', 'clock'),
    config.smtpUrl === undefined
      ? `– Courriel : écrit dans ${folder(config.mailbox)} (SMTP_URL pour l’envoyer)`
      : mailLine(mail),
    config.clamdUrl === undefined
      ? '– Antivirus : éteint, les documents sont donnés sans analyse (CLAMD_URL pour l’allumer)'
      : '✓ Antivirus : les documents sont donnés une fois trouvés sains',
    '✓ Recherche : moteur PostgreSQL',
    ...risksOf(config),
    ...broken.map(
      (name) => `! ${name} ne se lit plus avec le vocabulaire actuel : personne n’est prévenu par elle.`,
    ),
    'Vigie est prête. Ctrl-C pour l’arrêter.',
  ]
}

/** What the server allows, and what is had of it now. */
interface Connections {
  readonly allowed: number
  readonly used: number
}

/** Said while there is still room: a process that is refused a connection tells nobody anything. */
function narrow({ databaseConnections: own }: Config, { allowed, used }: Connections): string[] {
  return used + own <= allowed
    ? []
    : [
        `! Base de données : ${count(used, 'connexion prise', 'connexions prises')} sur ${allowed}, et ce processus en veut jusqu’à ${own} (DATABASE_CONNECTIONS). Relevez max_connections, ou baissez-la (core/store/operate.md).`,
      ]
}

function mailLine(mail: MailCheck): string {
  switch (mail.state) {
    case 'ready':
      return '✓ Courriel : envoyé par SMTP_URL'
    case 'no-tls':
      return '! Courriel : le serveur de SMTP_URL n’offre pas TLS, rien ne part. Donnez l’adresse d’un serveur qui l’offre, ou SMTP_ALLOW_PLAIN=oui pour envoyer en clair.'
    case 'refused':
      return `! Courriel : le serveur de SMTP_URL ne prend rien pour l’instant (${mail.detail}) ; ce qui est à envoyer attend.`
  }
}

function tchap({ matrix }: Config, on: boolean, running: Running): string {
  if (matrix === undefined) return '– Tchap : éteint (MATRIX_URL pour l’allumer)'
  if (!on) return '– Tchap : éteint dans ce processus (ajoutez chat à ROLES)'
  const { userId, homeserverUrl } = matrix
  return running.tchap?.state() === 'serving'
    ? `✓ Tchap : ${userId} sur ${homeserverUrl}`
    : `– Tchap : ${userId} se connecte, ou un autre processus le sert (« npm run vigie -- matrix health »)`
}
