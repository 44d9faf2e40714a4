import { systemClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import type { Channel } from '#core/diffusion/channel.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { openInterests } from '#core/diffusion/interests.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { sealProof } from '#core/proof/sealed-proof.ts'
import { startEmbedded } from '#core/store/embedded.ts'
import { migrate } from '#core/store/migrate.ts'
import { openStore, type Store } from '#core/store/store.ts'
import { startWorker } from '#core/store/worker.ts'
import { testNotary } from '#test/core/proof/notary.ts'
import { cheese } from '#test/world.ts'

/** A whole Vigie without its edges, with one subscriber more than `size`. */
export interface Hall extends AsyncDisposable {
  readonly store: Store
  readonly size: number
  /** Publishes the event that `size` agents are told of. */
  act(): Promise<void>
  /** Resolves when so many of its notices were sent. */
  sent(enough: number): Promise<void>
  /** Resolves when the database knows that all of them were. */
  recorded(): Promise<void>
  /** Draws the proof of the large event. @returns its characters */
  prove(): Promise<number>
  /** The same, sealed for a third party. */
  seal(): Promise<number>
  /** Publishes an event that one agent is told of. @returns ms until its notice was sent */
  timeSmall(): Promise<number>
}

export async function openHall(folder: string, channel: Channel, size: number): Promise<Hall> {
  await using undo = new AsyncDisposableStack()
  const database = undo.use(await startEmbedded(folder))
  await migrate(database.migrationUrl, database.url)
  const store = undo.use(await openStore(database.url))
  await settle(store, size)
  const interests = undo.use(await openInterests(store))
  const contextFor = (actor: Context['actor']): Context => ({ store, interests, clock: systemClock, actor })
  const author = await store
    .read()
    .findOneOrFail(AgentSchema, { email: 'a0@banc.example' }, { populate: ['structure'] })
  const system = contextFor({ type: 'system', name: 'Banc' })
  const as = contextFor({ type: 'agent', agent: author })
  const counter = counting(channel)
  const channels = { email: counter.channel, console: counter.channel, matrix: counter.channel }
  const deps = { store, clock: systemClock, channels, links: stopLinks('banc', 'https://vigie.banc.example') }
  undo.use(
    await startWorker(
      store,
      {
        diffuse: async (payload) => void (await diffuseEntry(system, payload)),
        deliver: (payload, attempt) => deliverBatch(deps, { ...payload, ...attempt }),
      },
      {
        concurrency: 10,
        pollInterval: 1000,
        watchInterval: 1000,
        onError: (task, error) => console.error(task, error),
      },
    ),
  )
  const publish = async (dangerCategory: string) => {
    const { number } = await openEvent(as, { kind: 'food-product', fields: { ...cheese, dangerCategory } })
    await publishEvent(as, { number })
    return number
  }
  const notary = testNotary()
  let large = ''
  const parts = undo.move()
  return {
    store,
    size,
    act: async () => {
      large = await publish('listeria-monocytogenes')
    },
    prove: async () => JSON.stringify(await proveDiffusion(system, { number: large })).length,
    seal: async () => JSON.stringify(await sealProof(system, notary, { number: large })).length,
    sent: (enough) => counter.reaches('listeria-monocytogenes', enough),
    recorded: async () => {
      for (;;) {
        const { rows } = await store.pool.query("select from delivery where state = 'waiting' limit 1")
        if (rows.length === 0) return
        await new Promise((done) => setTimeout(done, 10))
      }
    },
    timeSmall: async () => {
      const began = performance.now()
      await publish('salmonella')
      await counter.reaches('salmonella', 1)
      return performance.now() - began
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}

/** Tells how many notices of a danger left. */
function counting(channel: Channel) {
  const counts = new Map<string, number>()
  let waiting: { danger: string; enough: number; done: () => void }[] = []
  const counted: Channel = {
    name: 'email',
    async send(key, address, message) {
      const outcome = await channel.send(key, address, message)
      const danger =
        message.type === 'notice' && /salmonel/i.test(message.notice.event.title)
          ? 'salmonella'
          : 'listeria-monocytogenes'
      const count = (counts.get(danger) ?? 0) + 1
      counts.set(danger, count)
      waiting = waiting.filter((one) => {
        const reached = one.danger === danger && count >= one.enough
        if (reached) one.done()
        return !reached
      })
      return outcome
    },
  }
  return {
    channel: counted,
    reaches: (danger: string, enough: number) =>
      new Promise<void>((done) => {
        if ((counts.get(danger) ?? 0) >= enough) return done()
        waiting.push({ danger, enough, done })
      }),
  }
}

/** Agents a0 to aN of one structure: all but the first want the large event, the last one the small one. */
async function settle(store: Store, size: number): Promise<void> {
  await store.pool.query(`
    insert into structure (code, label, level, zone, mailboxes, active) values ('banc', 'Banc', 'central', 'Europe/Paris', '{}', true)`)
  await store.pool.query(
    `insert into agent (email, first_name, last_name, structure_id, position, phone, mobile, domains, channel, haste, active)
     select 'a' || n || '@banc.example', 'Agent', 'N' || n, (select id from structure where code = 'banc'), '', '', '',
       '["food"]', 'email', 10000, true from generate_series(0, $1::int + 1) as n`,
    [size],
  )
  await store.pool.query(`
    insert into identity (provider, address, agent_id) select 'email', email, id from agent`)
  await store.pool.query(
    `insert into subscription (agent_id, query, channel, pace, created_at)
     select id, case when last_name = 'N' || ($1::int + 1) then 'danger:salmonella' else 'danger:listeria' end, 'email', '{"every":"entry"}', now()
     from agent where last_name <> 'N0'`,
    [size],
  )
  await store.pool.query('analyze')
}
