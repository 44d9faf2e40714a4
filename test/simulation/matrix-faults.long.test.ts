import { afterAll, beforeAll, expect, it } from 'vitest'
import { startVigie, type Vigie } from '#test/adapters/matrix/vigie.ts'
import type { CallClass } from '#test/synapse/call-class.ts'
import { type Fault, type Rules, randomFaults } from '#test/synapse/fault.ts'
import { type FaultProxy, startFaultProxy } from '#test/synapse/fault-proxy.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { audit, settle } from './matrix-check.ts'
import { type Cast, gather } from './matrix-people.ts'
import { liveStory, storyClasses } from './matrix-story.ts'
import { countFrom } from './matrix-until.ts'
import { type Said, writeBatch } from './matrix-write.ts'

const rate = 0.2
const one = countFrom('SEED', 0)
const seeds = one > 0 ? [one] : Array.from({ length: countFrom('SEEDS', 5) }, (_, at) => at + 1)
/** The bot starts anew, under faults too, after as many seeds. */
const restartEvery = 10

/** The worst first: what was done, and looks as if it was not. */
const worst: Fault = { type: 'lost-after' }
const others: readonly Fault[] = [
  { type: 'lost-before' },
  { type: 'truncated' },
  { type: '429', retryAfterMs: 400 },
  { type: '502' },
  { type: '503' },
  { type: 'delayed', ms: 600 },
]

describeWithSynapse('a bad line between Vigie and the server', (synapse) => {
  let proxy: FaultProxy
  let vigie: Vigie
  let cast: Cast
  const said: Said[] = []

  const open = async (fault: Fault) => {
    proxy = await startFaultProxy(synapse.url)
    proxy.rules(onceEach(fault))
    vigie = await startVigie(synapse, { through: { ...synapse, url: proxy.url } })
    cast = await gather(vigie)
    said.length = 0
  }
  const close = async () => {
    proxy?.rules()
    await vigie?.[Symbol.asyncDispose]()
    await proxy?.stop()
  }
  const audited = () => audit(vigie.parts.store.pool, cast.people, said, vigie.userId)

  beforeAll(() => open(worst), 180_000)
  afterAll(close)

  it(`loses nothing and shows nothing twice, with ${seeds.length} seeds of faults on ${rate * 100} % of all calls`, {
    timeout: 120_000 + seeds.length * 20_000,
  }, async () => {
    const total = { answers: 0, notices: 0 }
    const before = proxy.log().length
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
    expect(await audited()).toEqual([])
    const calls = proxy.log().slice(before)
    const spoilt = calls.filter(({ outcome }) => outcome !== 'passed').length
    console.log(
      `${seeds.length} seeds: ${total.answers} commands answered and ${total.notices} notices shown once each; ${spoilt} of ${calls.length} calls spoilt`,
    )
  })

  it(`makes good each class of calls that is spoilt once (${worst.type}), from the first login to a closed event`, {
    timeout: 180_000,
  }, async () => {
    proxy.rules(onceEach(worst, spoilt(proxy, worst)))
    said.push(...(await liveStory(vigie, cast)))
    expect(await audited()).toEqual([])
    expect(missed(proxy, worst)).toEqual([])
  })

  for (const fault of others)
    it.skipIf(seeds.length < 10)(`… (${fault.type})`, { timeout: 240_000 }, async () => {
      await close()
      await open(fault)
      said.push(...(await liveStory(vigie, cast)))
      expect(await audited()).toEqual([])
      expect(missed(proxy, fault)).toEqual([])
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

/** The first call of each class, but of those that had theirs. */
function onceEach(fault: Fault, had: ReadonlySet<CallClass> = new Set()): Rules {
  const done = new Set(had)
  return (call) => {
    if (done.has(call.class)) return undefined
    done.add(call.class)
    return fault
  }
}

function spoilt(proxy: FaultProxy, fault: Fault): Set<CallClass> {
  return new Set(proxy.log().flatMap((call) => (call.outcome === fault.type ? [call.class] : [])))
}

function missed(proxy: FaultProxy, fault: Fault): CallClass[] {
  const done = spoilt(proxy, fault)
  return storyClasses.filter((one) => !done.has(one))
}
