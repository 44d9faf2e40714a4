import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deadLetters, retryDeadLetters } from '#core/diffusion/dead-letters.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { maxAttempts } from '#core/store/jobs.ts'
import { openStore } from '#core/store/store.ts'
import { cheese } from '#test/world.ts'
import { makeScene, type Scene } from './national-scene.ts'
import { type Queue, queueOf } from './queue.ts'

let scene: Scene
let queue: Queue
let followers: Agent[]

beforeAll(async () => {
  scene = await makeScene()
  queue = queueOf(scene)
  followers = []
  // Two batches, and some more.
  for (let n = 0; n < 45; n += 1)
    followers.push(await scene.world.agent(`Agent N${String(n).padStart(2, '0')}`, scene.herault))
})
afterAll(() => scene.world[Symbol.asyncDispose]())

/** An event that all of them follow, of which all were told what there was to tell. */
async function followed(): Promise<string> {
  const { world, claire } = scene
  const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  const { number } = await publishEvent(world.as(claire), { number: draft.number })
  for (const agent of followers) await followEvent(world.as(agent), { number })
  await queue.attempt()
  scene.sent.length = 0
  return number
}

async function say(number: string): Promise<number> {
  return (await postEntry(scene.world.as(scene.claire), { number, type: 'message', text: 'Suite' })).id
}

function failTimes(address: string, times: number): void {
  let left = times
  scene.fail = (one) => (one === address && left-- > 0 ? 'throw' : undefined)
}

/** The proof's line of an agent for what was said last. */
async function lineOf(number: string, agent: Agent) {
  const { lines } = await proveDiffusion(scene.world.system, { number })
  return lines.findLast(({ name }) => name === `${agent.firstName} ${agent.lastName}`)
}

describe('deliveries through the queue', () => {
  it('that fail twice are sent at the third attempt, once, and nobody else of their batch is told twice or not at all', async () => {
    const { world, sent } = scene
    const unlucky = followers[30] ?? scene.marc
    const number = await followed()
    const entryId = await say(number)
    failTimes(unlucky.email, 2)
    await queue.attempt()
    expect(await lineOf(number, unlucky)).toMatchObject({ state: 'waiting', outcome: 'failed' })
    expect(sent).toHaveLength(followers.length + 2 - 1)
    await queue.attemptAgain()
    expect(await queue.attemptsAt('deliver')).toEqual([2])
    world.clock.set('2026-11-23T11:30:00Z')
    await queue.attemptAgain()
    expect(await queue.attemptsAt('deliver')).toEqual([])
    const addresses = sent.map(({ address }) => address).sort()
    expect(addresses).toEqual(
      [...followers.map(({ email }) => email), 'mus@agri.example', scene.marc.email].sort(),
    )
    const mine = await world.store.read().findOneOrFail(DeliverySchema, { entryId, agentId: unlucky.id })
    expect(mine).toMatchObject({
      attempts: 3,
      state: 'delivered',
      receipt: `<${mine.id}@essai>`,
      outcome: null,
    })
    // When it left, not when it was due.
    expect(await lineOf(number, unlucky)).toMatchObject({
      state: 'delivered',
      at: '2026-11-23T11:30:00.000Z',
    })
  })

  it('that fail at every attempt end dead, and leave at once when they are tried again', async () => {
    const { world, sent } = scene
    const lost = followers[3] ?? scene.marc
    const number = await followed()
    await say(number)
    failTimes(lost.email, Number.POSITIVE_INFINITY)
    await queue.attempt()
    for (let n = 1; n < maxAttempts; n += 1) {
      expect(await lineOf(number, lost)).toMatchObject({ state: 'waiting' })
      await queue.attemptAgain()
    }
    expect(await lineOf(number, lost)).toMatchObject({ state: 'dead', detail: 'connexion perdue' })
    expect(await queue.attemptsAt('deliver')).toEqual([])
    expect((await deadLetters(world.store)).map(({ agentId }) => agentId)).toEqual([lost.id])
    scene.fail = () => undefined
    sent.length = 0
    expect(await retryDeadLetters(world.store, world.clock)).toBe(1)
    await queue.attempt()
    expect(sent.map(({ address }) => address)).toEqual([lost.email])
    expect(await lineOf(number, lost)).toMatchObject({ state: 'delivered' })
  })

  it('that are asked for twice are sent once', async () => {
    const { world, sent, deps } = scene
    const number = await followed()
    const entryId = await say(number)
    await queue.attempt()
    const before = sent.length
    const all = await world.store.read().find(DeliverySchema, { entryId })
    await deliverBatch(deps, { deliveryIds: all.map(({ id }) => id), lastAttempt: false })
    expect([all.length, sent.length]).toEqual([before, before])
  })

  it('that another process delivered stay delivered, when one that was thought dead fails to send them late', async () => {
    const { world, deps } = scene
    const [agent = scene.marc] = followers
    const number = await followed()
    const entryId = await say(number)
    await diffuseEntry(world.system, { entryId })
    const { id } = await world.store.read().findOneOrFail(DeliverySchema, { entryId, agentId: agent.id })
    const began = Promise.withResolvers<void>()
    const fails = Promise.withResolvers<never>()
    const send = () => {
      began.resolve()
      return fails.promise
    }
    const channels = { ...deps.channels, email: { ...deps.channels.email, send } }
    await using store = await openStore(world.store.url)
    const late = deliverBatch({ ...deps, store, channels }, { deliveryIds: [id], lastAttempt: true })
    await began.promise
    // What it had in hand is free once its connection is gone for good.
    await store.claims.close()
    await queue.attempt()
    fails.reject(new Error('trop tard'))
    await late
    expect(await lineOf(number, agent)).toMatchObject({ state: 'delivered', outcome: null })
  })

  it('leave by mail when their reader unlinks his account between the plan and the sending', async () => {
    const { world, sent, herault, claire } = scene
    const agent = await world.agent('Tess Tchap', herault, { channel: 'matrix' })
    const account = { provider: 'matrix', address: '@tess:agri.example', agentId: agent.id }
    await world.store.transaction(async (em) => void em.create(IdentitySchema, account))
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    const { number } = await publishEvent(world.as(claire), { number: draft.number })
    await followEvent(world.as(agent), { number })
    await queue.attempt()
    const entryId = await say(number)
    await diffuseEntry(world.system, { entryId })
    await world.store.read().nativeDelete(IdentitySchema, account)
    sent.length = 0
    await queue.attempt()
    expect(sent.filter(({ address }) => [agent.email, account.address].includes(address))).toMatchObject([
      { address: agent.email },
    ])
  })
})
