import { afterAll, beforeAll, expect, it } from 'vitest'
import { startVigie, type Vigie } from '#test/adapters/matrix/vigie.ts'
import type { CallClass } from '#test/synapse/call-class.ts'
import { type Rules, randomFaults } from '#test/synapse/fault.ts'
import { type FaultProxy, startFaultProxy } from '#test/synapse/fault-proxy.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { audit, settle } from './matrix-check.ts'
import { type Cast, gather } from './matrix-people.ts'
import { countFrom } from './matrix-until.ts'
import { type Said, writeBatch } from './matrix-write.ts'

const rate = 0.2
const one = countFrom('SEED', 0)
const seeds = one > 0 ? [one] : Array.from({ length: countFrom('SEEDS', 5) }, (_, at) => at + 1)
/** The bot starts anew, under faults too, after as many seeds. */
const restartEvery = 10

describeWithSynapse('a bad line between Vigie and the server', (synapse) => {
  let proxy: FaultProxy
  let vigie: Vigie
  let cast: Cast

  beforeAll(async () => {
    proxy = await startFaultProxy(synapse.url)
    proxy.rules(seeded(seeds[0] ?? 0))
    vigie = await startVigie(synapse, { through: { ...synapse, url: proxy.url } })
    cast = await gather(vigie)
  }, 180_000)
  afterAll(async () => {
    proxy?.rules()
    await vigie?.[Symbol.asyncDispose]()
    await proxy?.stop()
  })

  it(`loses nothing and shows nothing twice, with ${seeds.length} seeds of faults on ${rate * 100} % of all calls`, {
    timeout: 120_000 + seeds.length * 20_000,
  }, async () => {
    const said: Said[] = []
    const total = { answers: 0, notices: 0 }
    for (const [at, seed] of seeds.entries()) {
      proxy.rules(seeded(seed))
      if (at > 0 && at % restartEvery === 0) {
        await vigie.stop()
        await vigie.start()
      }
      try {
        const batch = await writeBatch(cast, seed)
        said.push(...batch)
        const done = await settle(vigie.parts.store.pool, cast.people, batch)
        total.answers += done.answers
        total.notices += done.notices
      } catch (error) {
        throw new Error(`with SEED=${seed}`, { cause: error })
      }
    }
    expect(await audit(vigie.parts.store.pool, cast.people, said, vigie.userId)).toEqual([])
    const calls = proxy.log()
    const spoilt = calls.filter(({ outcome }) => outcome !== 'passed').length
    console.log(
      `${seeds.length} seeds: ${total.answers} commands answered and ${total.notices} notices shown once each; ${spoilt} of ${calls.length} calls spoilt`,
    )
  })
})

/** Counted from here: a seed run alone meets the faults that it meets among others. */
function seeded(seed: number): Rules {
  const rules = randomFaults(seed, rate)
  const nths = new Map<CallClass, number>()
  return (call) => {
    const nth = (nths.get(call.class) ?? 0) + 1
    nths.set(call.class, nth)
    return rules({ ...call, nth })
  }
}
