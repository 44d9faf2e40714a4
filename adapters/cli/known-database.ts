import { join } from 'node:path'
import { isCluster } from '#core/store/cluster-folder.ts'
import { hasTables } from '#core/store/migrate.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database.ts'
import { UsageError } from './command.ts'

/** For a command that begins no installation: a new one in a wrong place would have nothing wrong in it. @throws UsageError */
export async function refuseAbsent({ databaseUrl, varFolder }: Config): Promise<void> {
  if (databaseUrl !== undefined || (await isCluster(join(varFolder, 'postgres')))) return
  throw new UsageError(
    `Il n’y a pas de base de Vigie dans ${varFolder} : rien n’a été fait. Vérifiez VAR_DIR (ou DATABASE_URL, si la base est ailleurs) ; « npm start » ou un import en créent une.`,
  )
}

/** The same once the database answers. @throws UsageError */
export async function refuseEmpty(
  { migrationUrl, embedded }: Database,
  { varFolder }: Config,
): Promise<void> {
  if (await hasTables(migrationUrl)) return
  const where = embedded ? `de ${varFolder}` : 'de DATABASE_URL'
  throw new UsageError(
    `La base ${where} n’a pas les tables de Vigie : rien n’a été fait. Vérifiez VAR_DIR ou DATABASE_URL ; « npm start » ou un import les créent.`,
  )
}
