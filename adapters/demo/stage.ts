import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { settableClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { startEmbedded } from '#core/store/embedded.ts'
import { migrate } from '#core/store/store.ts'
import { type Config, readConfig } from '../config.ts'
import { openParts, type Parts } from '../parts.ts'
import { startRoles } from '../roles.ts'

/** What every step of the story is given: the running program, a clock that it may move, and a voice. */
export interface Stage extends AsyncDisposable {
  readonly parts: Parts
  readonly clock: ReturnType<typeof settableClock>
  readonly config: Config
  /** `var/demo`: what the story leaves behind. */
  readonly folder: string
  say(line?: string): void
  as(email: string): Promise<Context>
  /** Stops the jobs of this process, so that others can be seen to do them. */
  stopWork(): Promise<void>
}

/** A Friday afternoon: the next working day is after a weekend. */
export const storyStart = '2026-11-20T15:10:00Z'

/** Builds the stage: an embedded database in a throw-away folder, and the same parts and roles as `npm start`. */
export async function buildStage(folder: string, say: (line?: string) => void): Promise<Stage> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await using stack = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'vigie-demo-'))
  stack.defer(() => rm(scratch, { recursive: true, force: true }))
  const database = stack.use(await startEmbedded(join(scratch, 'postgres')))
  await migrate(database.url)
  const config = readConfig({
    DATABASE_URL: database.url,
    VAR_DIR: folder,
    MAILBOX_DIR: join(folder, 'courriels'),
    CONSOLE_SOCKET: join(scratch, 'console.sock'),
    PUBLIC_URL: 'https://vigie.example',
    MAIL_FROM: 'Vigie <vigie@vigie.example>',
    LOG_LEVEL: 'silent',
  })
  const clock = settableClock(storyStart)
  const parts = stack.use(await openParts(database.url, config, clock, pino({ level: 'silent' })))
  const chat = stack.use(await startRoles({ ...parts, config: { ...config, roles: ['chat'] } }))
  const work = stack.use(await startRoles({ ...parts, config: { ...config, roles: ['worker'] } }))
  const kept = stack.move()
  void chat
  return {
    parts,
    clock,
    config,
    folder,
    say,
    async as(email) {
      const agent = await parts.store
        .read()
        .findOneOrFail(AgentSchema, { email }, { populate: ['structure'] })
      return parts.contextFor({ type: 'agent', agent })
    },
    stopWork: async () => work[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
