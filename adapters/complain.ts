import { randomBytes } from 'node:crypto'
import { Refusal } from '#core/refusal.ts'
import { FolderRefused } from '#core/store/cluster-folder.ts'
import { isDatabaseDown } from '#core/store/database-down.ts'
import { FolderHeld } from '#core/store/server-owner.ts'
import { ServerFailed } from '#core/store/server-process.ts'
import { wordRefusal } from '#templates/refusals.ts'
import { UsageError } from './cli/command.ts'
import { ConfigError } from './config.ts'
import { ConsoleUnavailable } from './console/listen.ts'
import { OutputLost, wordFileError } from './file-error.ts'
import { HttpUnavailable } from './http-unavailable.ts'
import { AccountRefused } from './matrix/client/account-refused.ts'
import { LeaseLost, StoreDamaged, StoreKeyError, StoreRefused } from './matrix/store/errors.ts'

/** PostgreSQL's codes for a wrong password and for a database that does not exist. */
const misnamed = ['28P01', '28000', '3D000']

/** Errors whose message is the sentence. */
const told = [
  ConfigError,
  UsageError,
  ConsoleUnavailable,
  HttpUnavailable,
  AccountRefused,
  StoreKeyError,
  StoreDamaged,
  StoreRefused,
  LeaseLost,
  OutputLost,
]

/** The sentence for what stopped a start or a command: what was seen, and what to do. */
export function complain(error: unknown): string {
  if (told.some((kind) => error instanceof kind) && error instanceof Error) return error.message
  if (error instanceof Refusal) return wordRefusal(error)
  if (error instanceof FolderHeld) {
    return `Le dossier ${error.folder} est déjà utilisé par Vigie (processus ${error.pid}). Arrêtez-la d’abord, ou choisissez un autre dossier avec VAR_DIR.`
  }
  if (error instanceof FolderRefused) return wordFolder(error)
  if (error instanceof ServerFailed)
    return `La base embarquée ne démarre pas : ${error.message.split('\n').at(-1)}. Son dossier est abîmé, ou n’en est pas une : rétablissez une sauvegarde, choisissez un autre dossier avec VAR_DIR, ou donnez une autre base avec DATABASE_URL.`
  const code = codeOf(error)
  if (code === '42501') {
    return `Le rôle PostgreSQL de DATABASE_URL n’a pas le droit de faire cela : ${error instanceof Error ? error.message : ''}. Donnez à Vigie le rôle qui possède les tables avec DATABASE_MIGRATION_URL (core/store/operate.md).`
  }
  if (isDatabaseDown(error) || (code !== undefined && misnamed.includes(code))) {
    return `La base de données ne répond pas${code === undefined ? '' : ` (${code})`}. Vérifiez qu’elle est démarrée et que DATABASE_URL est juste ; sans DATABASE_URL, Vigie démarre la sienne.`
  }
  const aboutFile = wordFileError(error)
  if (aboutFile !== undefined) return aboutFile
  const id = randomBytes(4).toString('hex')
  return `Erreur inattendue (référence ${id}) : ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

function wordFolder({ folder, why }: FolderRefused): string {
  return why === 'foreign'
    ? `Le dossier ${folder} contient autre chose qu’une base de Vigie : rien n’y a été touché. Déplacez ce qu’il contient, ou choisissez un autre dossier avec VAR_DIR.`
    : `Une autre Vigie prépare la base dans ${folder} (processus ${why.pid}). Attendez qu’elle ait fini ; si ce processus n’est pas une Vigie, effacez ${why.mark}.`
}

/** The code of an error or of what caused it; several attempts to connect come as one error that holds them all. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return codeOf(error.cause)
}
