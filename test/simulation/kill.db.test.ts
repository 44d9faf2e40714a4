import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FollowSchema } from '#core/diffusion/follow.entity.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

/** `npm run simulate -- workers` takes more. */
const seeds = Number(process.env.SEEDS ?? 5)
const people = 500

let world: World
let author: Agent
let mailbox: string
let workers: ChildProcess[] = []

beforeAll(async () => {
  world = await makeWorld(Temporal.Now.instant().toString())
  mailbox = await mkdtemp(join(tmpdir(), 'vigie-mailbox-'))
  const structure = await world.structure('ddpp-34', { region: '76', dept: '34' })
  author = await world.agent('Claire Vidal', structure)
  await world.store.transaction(async (em) => {
    for (let rank = 1; rank <= people; rank++) {
      em.create(AgentSchema, {
        email: `agent.${rank}@agri.example`,
        firstName: 'Agent',
        lastName: String(rank),
        structure: structure.id,
        position: '',
        phone: '',
        mobile: '',
        domains: ['food'],
        channel: rank % 2 === 0 ? 'console' : 'email',
        active: true,
      })
    }
    await em.flush()
    await em.execute(
      "insert into identity (provider, address, agent_id) select 'console', email, id from agent on conflict do nothing",
    )
  })
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await world[Symbol.asyncDispose]()
  await rm(mailbox, { recursive: true, force: true })
})

/** A worker process as production starts it: plain node on adapters/main.ts. */
async function startWorkerProcess(): Promise<ChildProcess> {
  const worker = spawn('node', ['adapters/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: world.store.url,
      ROLES: 'worker',
      MAILBOX_DIR: mailbox,
      VAR_DIR: mailbox,
      LOG_LEVEL: 'silent',
      WORKER_CONCURRENCY: '4',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    worker.once('exit', () => reject(new Error('the worker did not start')))
    worker.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('prête')) resolve()
    })
  })
  return worker
}

const counts = z.tuple([z.object({ all: z.coerce.number(), done: z.coerce.number() })])

async function progress(entryId: number): Promise<{ all: number; done: number }> {
  const rows = await world.store
    .read()
    .execute(
      "select count(*) as all, count(*) filter (where state <> 'waiting') as done from delivery where entry_id = ?",
      [entryId],
    )
  return counts.parse(rows)[0]
}

/** mulberry32: the moments of the kills are the same in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const keys = z.array(z.object({ id: z.string(), channel: z.string(), state: z.string() }))

describe('a worker killed in the middle of a fan-out', () => {
  it(`loses nothing and shows nothing twice, in ${seeds} fan-outs of ${people} deliveries`, {
    timeout: 30_000 + seeds * 20_000,
  }, async () => {
    const draft = await openEvent(world.as(author), { kind: 'food-product', fields: cheese })
    const event = await publishEvent(world.as(author), { number: draft.number })
    await world.store.transaction(async (em) => {
      const agents = await em.find(AgentSchema, { id: { $ne: author.id } })
      for (const agent of agents)
        em.create(FollowSchema, { agentId: agent.id, eventId: event.id, since: new Date() })
    })
    workers = await Promise.all([startWorkerProcess(), startWorkerProcess()])
    // The next one warms up while the survivor takes over, as under a supervisor.
    let spare = startWorkerProcess()
    const killedAt: number[] = []
    for (let seed = 1; seed <= seeds; seed++) {
      const next = random(seed)
      const entry = await postEntry(world.as(author), {
        number: event.number,
        type: 'message',
        text: `Message ${seed}`,
      })
      const threshold = Math.floor(next() * people * 0.9)
      while ((await progress(entry.id)).done < threshold)
        await new Promise((resolve) => setTimeout(resolve, 2))
      await new Promise((resolve) => setTimeout(resolve, next() * 20))
      const victim = workers.splice(next() < 0.5 ? 0 : 1, 1)[0]
      victim?.kill('SIGKILL')
      killedAt.push((await progress(entry.id)).done)
      workers.push(await spare)
      spare = startWorkerProcess()
      for (;;) {
        const { all, done } = await progress(entry.id)
        if (all === people && done === people) break
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const rows = keys.parse(
        await world.store
          .read()
          .execute('select id, channel, state from delivery where entry_id = ?', [entry.id]),
      )
      expect(rows.filter((row) => row.state === 'delivered')).toHaveLength(people)
      const files = (await readdir(mailbox))
        .filter((file) => file.endsWith('.eml'))
        .map((file) => file.replace('.eml', ''))
      const shown = z
        .array(z.object({ key: z.string(), times: z.coerce.number() }))
        .parse(
          await world.store.read().execute('select key, count(*) as times from console_message group by key'),
        )
      const seen = [...files, ...shown.filter((one) => one.times === 1).map((one) => one.key)]
      expect(seen.filter((key) => rows.some((row) => row.id === key)).sort()).toEqual(
        rows.map((row) => row.id).sort(),
      )
      expect(
        await readdir(mailbox).then((all) => all.filter((file) => file.includes('.tmp')).length),
      ).toBeLessThanOrEqual(8)
    }
    workers.push(await spare)
    console.log(`killed after ${killedAt.join(', ')} of ${people} deliveries`)
    // The kills must have fallen in the middle of fan-outs, or this proves nothing.
    expect(killedAt.filter((done) => done > 0 && done < people).length).toBeGreaterThanOrEqual(seeds / 2)
  })
})
