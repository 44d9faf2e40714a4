import { isIP } from 'node:net'
import { isWithin } from '#core/http/cidr.ts'
import type { Config } from './config.ts'

/** What this configuration leaves open, a line each, with what closes it: said at every start. */
export function risksOf(config: Config): string[] {
  const { publicUrl, smtpUrl, databaseUrl, matrix } = config
  return [
    publicUrl?.startsWith('http:') === true && !isLocal(publicUrl)
      ? '! PUBLIC_URL est en http : jetons et liens d’arrêt passent en clair. Mettez devant Vigie un proxy qui chiffre, et une adresse https.'
      : '',
    smtpUrl !== undefined && config.smtpPlain && !isLocal(smtpUrl) && !smtpUrl.startsWith('smtps:')
      ? '! Courriel : envoyé en clair si le serveur n’offre pas TLS (SMTP_ALLOW_PLAIN). Retirez-la dès qu’il l’offre.'
      : '',
    [databaseUrl, config.databaseMigrationUrl].some(isFarWithoutTls)
      ? '! Base de données : jointe sans TLS sur une autre machine. Ajoutez « ?sslmode=verify-full » à DATABASE_URL et à DATABASE_MIGRATION_URL.'
      : '',
    matrix?.homeserverUrl.startsWith('http:') === true && !isLocal(matrix.homeserverUrl)
      ? '! Tchap : MATRIX_URL est en http, le jeton du compte passe en clair. Donnez l’adresse https du serveur.'
      : '',
    matrix?.allowedDomains.length === 0
      ? '! Tchap : MATRIX_ALLOWED_DOMAINS est vide, un compte de n’importe quel serveur peut demander à être lié à un agent. Nommez-y les serveurs de vos agents.'
      : '',
  ].filter((line) => line !== '')
}

function isFarWithoutTls(database: string | undefined): boolean {
  return database !== undefined && !isLocal(database) && !/[?&]sslmode=/.test(database)
}

/** True for an address of this machine: this host's own interface, or a socket (no host). */
export function isLocal(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  if (host === '' || host === 'localhost' || /^%2f/i.test(host)) return true
  return isIP(host) !== 0 && isWithin(host, ['127.0.0.0/8', '::1'])
}
