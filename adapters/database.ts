import { join } from 'node:path'
import { FolderHeld, startEmbedded } from '#core/store/embedded.ts'
import type { Config } from './config.ts'

/** The database of this installation: its address, and how to let go of it. */
export interface Database {
  readonly url: string
  readonly embedded: boolean
  release(): Promise<void>
}

/** @throws FolderHeld when another Vigie runs the embedded database: two servers on one folder are refused */
export async function startDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl !== undefined)
    return { url: config.databaseUrl, embedded: false, release: async () => undefined }
  const server = await startEmbedded(join(config.varFolder, 'postgres'))
  return { url: server.url, embedded: true, release: () => server.stop() }
}

/** For a command of the operator: joins the database of the Vigie that runs, or starts it for the time of the command. */
export async function joinDatabase(config: Config): Promise<Database> {
  try {
    return await startDatabase(config)
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error
    return { url: error.url, embedded: true, release: async () => undefined }
  }
}
