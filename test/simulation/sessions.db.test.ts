import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { systemClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import { FollowSchema } from '#core/diffusion/follow.entity.ts'
import { openInterests } from '#core/diffusion/interests.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readAccess, urlFor } from '#core/store/server-access.ts'
import { openStore } from '#core/store/store.ts'
import { type SmtpPeer, smtpPeer } from '#test/adapters/email/smtp-peer.ts'
import { cheese, settlerOf } from '#test/world.ts'

/** `npm run simulate -- workers` takes more. */
const rounds = Math.ceil(Number(process.env.SEEDS ?? 5) / 5)
const people = 300

let folder: string
let mail: SmtpPeer
const started: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sessions-'))
  mail = await smtpPeer()
})
afterAll(async () => {
  for (const one of started) one.kill('SIGKILL')
  await mail[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

interface Ran {
  readonly code: number | null
  readonly out: string
}

/** A program as `npm start` and `npm run vigie` run it. */
function run(...words: string[]): { process: ChildProcess; said(): string; ended: Promise<Ran> } {
  const child = spawn('node', words, {
    env: {
      ...process.env,
      VAR_DIR: folder,
      HTTP_PORT: '0',
      LOG_LEVEL: 'silent',
      SMTP_URL: mail.url,
      WORKER_CONCURRENCY: '4',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
  const ended = once(child, 'close').then(([code]) => ({ code: z.number().nullable().parse(code), out }))
  return { process: child, said: () => out, ended }
}

async function startProgram() {
  const program = run('adapters/main.ts')
  while (!program.said().includes('Vigie est prête')) {
    if (program.process.exitCode !== null) throw new Error(`it did not start: ${program.said()}`)
    await pause(20)
  }
  const [, url = ''] = /(http:\/\/\S+)\/docs/.exec(program.said()) ?? []
  const isReady = () =>
    fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  return { ...program, isReady }
}

const mine = 'essai'

/** Asks the embedded database, as long as it takes to answer. */
async function ask(sql: string): Promise<unknown[]> {
  for (const until = performance.now() + 20_000; ; await pause(50)) {
    const access = await readAccess(join(folder, 'postgres'))
    if (access === undefined) throw new Error('no embedded database')
    const client = new pg.Client({ connectionString: urlFor(access, 'admin'), application_name: mine })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query(sql)).rows
    } catch (error) {
      if (performance.now() > until) throw error
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

const pids = z.array(z.object({ pid: z.number() }))
const others = `from pg_stat_activity where backend_type = 'client backend' and application_name <> '${mine}'`

/** Of the sessions that the program has with its database. */
async function backends(where = 'true'): Promise<number[]> {
  return pids.parse(await ask(`select pid ${others} and ${where} order by random()`)).map(({ pid }) => pid)
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

async function postmaster(): Promise<number> {
  return Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

/** All that the fan-outs want: an event that `people` agents follow, and its author. */
async function settle(): Promise<(text: string) => Promise<number>> {
  const access = await readAccess(join(folder, 'postgres'))
  if (access === undefined) throw new Error('no embedded database')
  const url = urlFor(access, 'run')
  const acting = async <T>(work: (ctx: Omit<Context, 'actor'>) => Promise<T>): Promise<T> => {
    await using store = await openStore(url)
    await using interests = await openInterests(store)
    return await work({ store, clock: systemClock, interests })
  }
  const { author, number } = await acting(async (ctx) => {
    const { structure, agent } = settlerOf(ctx.store)
    const place = await structure('ddpp-34', { region: '76', dept: '34' })
    const author = await agent('Claire Vidal', place)
    const as = { ...ctx, actor: { type: 'agent', agent: author } as const }
    const draft = await openEvent(as, { kind: 'food-product', fields: cheese })
    const event = await publishEvent(as, { number: draft.number })
    await ctx.store.transaction(async (em) => {
      const agents = Array.from({ length: people }, (_, rank) =>
        em.create(AgentSchema, {
          email: `agent.${rank}@agri.example`,
          firstName: 'Agent',
          lastName: String(rank),
          structure: place.id,
          position: '',
          phone: '',
          mobile: '',
          domains: ['food'],
          channel: 'email',
          active: true,
        }),
      )
      await em.flush()
      for (const { id } of agents)
        em.create(FollowSchema, { agentId: id, eventId: event.id, since: new Date() })
    })
    return { author, number: event.number }
  })
  return (text) =>
    acting(async (ctx) => {
      const as = { ...ctx, actor: { type: 'agent', agent: author } as const }
      return (await postEntry(as, { number, type: 'message', text })).id
    })
}

const counts = z.tuple([z.object({ all: z.coerce.number(), sent: z.coerce.number() })])

async function progress(entryId: number): Promise<{ all: number; sent: number }> {
  const rows = await ask(
    `select count(*) as all, count(*) filter (where state = 'delivered') as sent from delivery where entry_id = ${entryId}`,
  )
  return counts.parse(rows)[0]
}

const blows: Readonly<Record<string, () => Promise<void>>> = {
  'sessions ended one by one': async () => {
    for (const pid of await backends()) {
      await ask(`select pg_terminate_backend(${pid})`)
      await pause(20)
    }
  },
  'all sessions ended at once': async () => {
    await ask(`select pg_terminate_backend(pid) ${others}`)
  },
  'a session sent SIGTERM, another stopped for a while': async () => {
    const [first, second] = await backends()
    signal(first, 'SIGTERM')
    signal(second, 'SIGSTOP')
    await pause(500)
    signal(second, 'SIGCONT')
  },
  'a session killed, so that PostgreSQL ends all and recovers': async () => {
    signal((await backends())[0], 'SIGKILL')
  },
  'PostgreSQL killed': async () => {
    signal(await postmaster(), 'SIGKILL')
  },
}

describe('a program whose sessions with its database are lost', () => {
  it('lives, tells everybody once, is left alone by commands, stops, and starts again', {
    timeout: 60_000 + rounds * 60_000,
  }, async () => {
    const program = await startProgram()
    const post = await settle()
    // What was published is told before the first blow.
    while ((await ask('select from graphile_worker.jobs limit 1')).length > 0) await pause(50)
    for (let round = 1; round <= rounds; round++)
      for (const [blow, strike] of Object.entries(blows)) {
        expect(await program.isReady(), blow).toBe(true)
        const before = mail.accepted.length
        const entryId = await post(`${blow} ${round}`)
        while ((await progress(entryId)).sent < people / 10) await pause(10)
        // In the middle of a fan-out, or this proves nothing.
        expect((await progress(entryId)).sent, blow).toBeLessThan(people)
        await strike()
        for (;;) {
          const { all, sent } = await progress(entryId)
          if (all === people && sent === people) break
          if (program.process.exitCode !== null) throw new Error(`${blow} ended it: ${program.said()}`)
          await pause(50)
        }
        const letters = mail.accepted.slice(before).map(({ mail: letter }) => letter.messageId)
        expect(new Set(letters).size, blow).toBe(people)
        expect(letters.length, blow).toBe(people)
        while (!(await program.isReady())) await pause(50)
      }

    // The owner's session ends in the moment in which a command begins.
    const server = await postmaster()
    const owners = await backends("application_name like 'vigie owner %'")
    expect(owners).toHaveLength(1)
    const command = run('adapters/cli/main.ts', 'dead-letters')
    for (let n = 0; n < 20; n++) {
      for (const pid of await backends("application_name like 'vigie owner %'")) signal(pid, 'SIGTERM')
      await pause(50)
    }
    expect(await command.ended).toMatchObject({ code: 0 })
    expect(await postmaster()).toBe(server)
    expect(await program.isReady()).toBe(true)

    // A stop that meets a recovery of PostgreSQL.
    signal((await backends())[0], 'SIGKILL')
    const begun = performance.now()
    program.process.kill('SIGTERM')
    expect(await program.ended).toMatchObject({ code: 0, out: expect.stringContaining('Vigie est arrêtée') })
    expect(performance.now() - begun).toBeLessThan(30_000)
    expect(program.said()).toContain('La base embarquée s’est arrêtée d’elle-même')

    const again = await startProgram()
    expect(await again.isReady()).toBe(true)
    again.process.kill('SIGTERM')
    expect(await again.ended).toMatchObject({ code: 0 })
  })
})
