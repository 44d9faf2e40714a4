import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { makeFolder } from '#core/make-folder.ts'
import { startEmbedded } from '#core/store/embedded.ts'
import { migrate } from '#core/store/migrate.ts'
import { type Config, readConfig } from '../config.ts'
import { openParts, type Parts } from '../parts.ts'
import { startRoles } from '../roles.ts'
import { storyClock } from './story-clock.ts'

/** What every step of the story is given: the running program, a clock that it may move, and a voice. */
export interface Stage extends AsyncDisposable {
  readonly parts: Parts
  readonly clock: Clock & { set(instant: string): void }
  readonly config: Config
  say(line?: string): void
  /** The context of an agent, for what a step does without the chat. */
  as(email: string): Promise<Context>
  /** A number out of the database. */
  count(sql: string, values?: readonly unknown[]): Promise<number>
  /** Resolves when no job that is due is left. */
  settled(): Promise<void>
  /** Stops the jobs of this process, so that others can be seen to do them. */
  stopWork(): Promise<void>
  startWork(): Promise<void>
}

/** What one step leaves for the next. */
export interface Story {
  number: string
}

/** A Friday afternoon: the next working day is after a weekend. */
const storyStart = '2026-11-20T15:10:00Z'

const counted = z.tuple([z.object({ count: z.coerce.number() })])

/** Builds the stage: an embedded database in a throw-away folder, and the same parts and roles as `npm start`. */
export async function buildStage(folder: string, say: (line?: string) => void): Promise<Stage> {
  await rm(folder, { recursive: true, force: true })
  await makeFolder(folder)
  await using stack = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'vigie-demo-'))
  stack.defer(() => rm(scratch, { recursive: true, force: true }))
  const database = stack.use(await startEmbedded(join(scratch, 'postgres')))
  await migrate(database.migrationUrl, database.url)
  const config = readConfig({
    DATABASE_URL: database.url,
    VAR_DIR: folder,
    MAILBOX_DIR: join(folder, 'courriels'),
    CONSOLE_SOCKET: join(scratch, 'console.sock'),
    PUBLIC_URL: 'https://vigie.example',
    MAIL_FROM: 'Vigie <vigie@vigie.example>',
    LOG_LEVEL: 'silent',
    UNDO_SECONDS: '0',
  })
  const clock = storyClock(storyStart)
  const parts = stack.use(await openParts(database.url, config, clock, pino({ level: 'silent' })))
  stack.use(await startRoles({ ...parts, config: { ...config, roles: ['chat'] } }))
  const startWorker = () => startRoles({ ...parts, config: { ...config, roles: ['worker'] } })
  let work = await startWorker()
  stack.defer(() => work[Symbol.asyncDispose]())
  const kept = stack.move()
  const count = async (sql: string, values: readonly unknown[] = []) =>
    counted.parse(await parts.store.read().execute(`select count(*) ${sql}`, [...values]))[0].count
  return {
    parts,
    clock,
    config,
    say,
    count,
    async as(email) {
      const agent = await parts.store
        .read()
        .findOneOrFail(AgentSchema, { email }, { populate: ['structure'] })
      return parts.contextFor({ type: 'agent', agent })
    },
    async settled() {
      while (
        (await count('from graphile_worker.jobs where run_at <= now() and attempts < max_attempts')) > 0
      ) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    stopWork: async () => {
      await work[Symbol.asyncDispose]()
    },
    async startWork() {
      work = await startWorker()
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
