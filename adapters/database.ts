import { join } from 'node:path'
import { startEmbedded } from '#core/store/embedded.ts'
import type { ServerMishap } from '#core/store/kept-server.ts'
import { FolderHeld } from '#core/store/server-owner.ts'
import type { Config } from './config.ts'

/** The database of this installation: its addresses, and how to let go of it. */
export interface Database {
  /** For the program. */
  readonly url: string
  /** For migrations: whose role owns the tables. The same when the operator gave one only. */
  readonly migrationUrl: string
  readonly embedded: boolean
  release(): Promise<void>
}

/** @param say told of what befalls the embedded one @throws FolderHeld when another Vigie runs the embedded database: two servers on one folder are refused */
export async function startDatabase(
  config: Config,
  say: (sentence: string) => void = () => undefined,
): Promise<Database> {
  const { databaseUrl: url, databaseMigrationUrl: migrationUrl = url } = config
  if (url !== undefined && migrationUrl !== undefined)
    return { url, migrationUrl, embedded: false, release: async () => undefined }
  const server = await startEmbedded(join(config.varFolder, 'postgres'), {
    report: (mishap) => say(wordMishap(mishap)),
  })
  return { ...server, embedded: true, release: () => server.stop() }
}

function wordMishap(mishap: ServerMishap): string {
  if (mishap.type === 'ended') return 'La base embarquée s’est arrêtée d’elle-même : elle redémarre.'
  const { error } = mishap
  const why = error instanceof Error ? error.message.split('\n').at(-1) : String(error)
  return `La base embarquée ne redémarre pas encore : ${why}. Elle est réessayée.`
}

/** For a command of the operator: joins the database of the Vigie that runs, or starts it for the time of the command. */
export async function joinDatabase(config: Config): Promise<Database> {
  try {
    return await startDatabase(config)
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error
    const { url, migrationUrl } = error
    return { url, migrationUrl, embedded: true, release: async () => undefined }
  }
}

/** The configuration as if the embedded database had been given: its passwords are secrets as well. */
export function withUrls(config: Config, { url, migrationUrl }: Database): Config {
  return { ...config, databaseUrl: url, databaseMigrationUrl: migrationUrl }
}
