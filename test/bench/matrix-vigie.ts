import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { readConfig } from '#adapters/config.ts'
import { openParts, type Parts } from '#adapters/parts.ts'
import { systemClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { startEmbedded } from '#core/store/embedded.ts'
import { migrate } from '#core/store/migrate.ts'
import type { Account } from '#test/synapse/register.ts'
import { type Process, startProcess } from './matrix-process.ts'

/** Vigie as in production: a process of its own on a PostgreSQL that waits for the disk. */
export interface VigieBench extends AsyncDisposable {
  readonly parts: Parts
  /** Starts the process. @param homeserver where it finds its account */
  start(homeserver: string, callsPerSecond: number): Promise<Process>
  /** The directory: all at once. Each is linked to his account, if he has one, and told on Tchap. */
  enlist(people: readonly Person[]): Promise<void>
  as(person: Person): Promise<Context>
  /** Resolves when no job waits. */
  idle(): Promise<void>
}

export interface Person {
  /** First and last name, of one word each. */
  readonly name: string
  /** Empty: without an account. */
  readonly userId: string
}

const columns =
  'Structure;Prénom;Nom;Mail;Fonction_hiérarchique;Complément_fonction;Téléphone;Mobile;Domaines;Canal'

export async function openVigie({ userId, password }: Account): Promise<VigieBench> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const database = stack.use(await startEmbedded(join(folder, 'postgres')))
  await migrate(database.migrationUrl, database.url)
  const settings = {
    DATABASE_URL: database.url,
    VAR_DIR: folder,
    HTTP_PORT: '0',
    LOG_LEVEL: 'warn',
    UNDO_SECONDS: '0',
    MATRIX_USER: userId,
    MATRIX_PASSWORD: password,
    MATRIX_STORE_KEY: randomBytes(32).toString('base64'),
  }
  const log = pino({ level: 'silent' })
  const parts = stack.use(await openParts(database.url, readConfig(settings), systemClock, log))
  const system = parts.contextFor({ type: 'system', name: 'Banc' })
  const opened = stack.move()
  return {
    parts,
    start: (homeserver, callsPerSecond) =>
      startProcess(
        ['adapters/main.ts'],
        { ...settings, MATRIX_URL: homeserver, MATRIX_CALLS_PER_SECOND: String(callsPerSecond) },
        'Vigie est prête',
      ),
    enlist: async (people) => {
      const lines = people.map(({ name }) => {
        const [first, last] = name.split(' ')
        return `DDI/DDPP/DDPP34;${first};${last};${emailOf(name)};Inspectrice;Lodève;;;food;matrix`
      })
      await importDirectory(system, { csv: [columns, ...lines].join('\n') })
      const known = people.filter(({ userId: linked }) => linked !== '')
      const links = known.map(({ name, userId: linked }) => `tchap;${linked};${emailOf(name)}`)
      await importIdentities(system, { csv: ['canal;adresse;courriel', ...links, ''].join('\n') })
      // They write faster than hands do.
      await parts.store.read().nativeUpdate(AgentSchema, {}, { haste: 10_000 })
    },
    as: async ({ name }) => {
      const agent = await parts.store
        .read()
        .findOneOrFail(AgentSchema, { email: emailOf(name) }, { populate: ['structure'] })
      return parts.contextFor({ type: 'agent', agent })
    },
    idle: async () => {
      const jobs = 'select from graphile_worker._private_jobs'
      while (((await parts.store.pool.query(jobs)).rowCount ?? 0) > 0) await pause(200)
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replace(' ', '.')}@agri.example`
}
