import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaseName } from '#adapters/matrix/serve.ts'
import { startVigie, type Vigie } from '#test/adapters/matrix/vigie.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { audit, settle } from './matrix-check.ts'
import { type Cast, gather } from './matrix-people.ts'
import { type BotProcess, startProcess } from './matrix-process.ts'
import { until } from './matrix-until.ts'
import { type Said, writeBatch } from './matrix-write.ts'

describeWithSynapse('two processes on one account', (synapse) => {
  let vigie: Vigie
  let cast: Cast
  const processes: BotProcess[] = []
  const said: Said[] = []
  let batch = 0

  /** On a machine of its own: it has its own folder. */
  const start = () => {
    const env = { VAR_DIR: `${vigie.env.VAR_DIR}/${processes.length}` }
    const begun = startProcess(vigie, env)
    processes.push(begun)
    return begun
  }
  const write = async () => {
    const written = await writeBatch(cast, 1000 + ++batch)
    said.push(...written)
    return written
  }
  const answered = (ids: readonly Said[]) => settle(vigie.parts.store.pool, cast.people, ids)
  let [serving, waiting]: BotProcess[] = []

  beforeAll(async () => {
    vigie = await startVigie(synapse, { serving: false })
    serving = start()
    await serving.reaches('serving')
    cast = await gather(vigie)
    waiting = start()
    await waiting.reaches('waiting')
  }, 120_000)
  afterAll(async () => {
    for (const one of processes) await one.kill()
    await vigie?.[Symbol.asyncDispose]()
  })

  it('one serves and one waits; killed while people write, the second answers within 30 s, everything once', {
    timeout: 120_000,
  }, async () => {
    await answered(await write())
    expect([serving?.state(), waiting?.state()]).toEqual(['serving', 'waiting'])
    const during = write()
    const killed = performance.now()
    await serving?.kill()
    const [asker] = cast.people
    if (asker === undefined) throw new Error('somebody asks')
    const id = await asker.human.say(asker.rooms[0], 'aide')
    await asker.watch.sees([`answer/${id}/0`], 30_000)
    console.log(`the second process answered ${Math.round(performance.now() - killed)} ms after the kill`)
    await answered([...(await during), ...(await write())])
    expect(waiting?.state()).toBe('serving')
  })

  it('one that stood still for longer than its lease writes no key when it wakes, and lets go', {
    timeout: 120_000,
  }, async () => {
    const { pool } = vigie.parts.store
    const first = waiting
    const second = start()
    await second.reaches('waiting')
    first?.signal('SIGSTOP')
    const during = await write()
    // As when its time has passed.
    await pool.query('update lease set until = now() where name = $1', [leaseName(vigie.userId)])
    await second.reaches('serving')
    await answered(during)
    const holder = async () => (await pool.query('select holder from lease')).rows
    const [held] = await holder()
    first?.signal('SIGCONT')
    await until('the first to let go', 30_000, () => first?.state() === 'waiting')
    await answered(await write())
    await pause(500)
    expect(await holder()).toEqual([held])
    expect(second.state()).toBe('serving')
  })

  it('shows nobody anything twice, or what cannot be read', async () => {
    expect(await audit(vigie.parts.store.pool, cast.people, said, vigie.userId)).toEqual([])
  })
})
