import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deadLetters, retryDeadLetters } from '#core/diffusion/dead-letters.ts'
import { type DeliverDeps, deliverBatch } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { unsubscribe } from '#core/diffusion/unsubscribe.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { cheese, type World } from '#test/world.ts'
import { makeScene, type Scene } from './national-scene.ts'

let scene: Scene
let world: World
let herault: Structure
let central: Structure
let claire: Agent
let marc: Agent
let deps: DeliverDeps
let sent: Scene['sent']
let tell: Scene['tell']

beforeAll(async () => {
  scene = await makeScene()
  ;({ world, herault, central, claire, marc, deps, sent, tell } = scene)
})
afterAll(() => world[Symbol.asyncDispose]())

async function publishCheese(fields = cheese) {
  const draft = await openEvent(world.as(claire), { kind: 'food-product', fields })
  return publishEvent(world.as(claire), { number: draft.number })
}

describe('a fan-out', () => {
  it('tells a person who matches three times once, with the three reasons', async () => {
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    const triple = await world.agent('Zoé Triple', central)
    await subscribe(world.as(triple), { query: 'danger:listeria' })
    await publishEvent(world.as(claire), { number: draft.number })
    await followEvent(world.as(triple), { number: draft.number })
    sent.length = 0
    await tell(draft.id)
    const hers = sent.filter((one) => one.address === triple.email)
    expect(hers).toHaveLength(1)
    const [only] = hers
    const reasons = only?.message.type === 'notice' ? only.message.notice.reasons : []
    expect(reasons.map(({ reason }) => reason.type).sort()).toEqual(['follow', 'rule', 'subscription'])
    expect(reasons.find(({ reason }) => reason.type === 'rule')?.command).toBeUndefined()
    expect(reasons.find(({ reason }) => reason.type === 'follow')?.command).toBe(
      `ne plus suivre ${draft.number}`,
    )
  })

  it('reaches the mailbox of a structure that must know, does not tell the author, and writes nothing twice when run again', async () => {
    sent.length = 0
    const event = await publishCheese()
    await tell(event.id)
    await tell(event.id)
    const addresses = sent.map((one) => one.address)
    expect(addresses).toContain('mus@agri.example')
    expect(addresses).toContain(marc.email)
    expect(addresses).not.toContain(claire.email)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('tells nobody without the right, whatever he subscribed to', async () => {
    const plant = await world.agent('Anne Tilleul', herault, { domains: ['plant'] })
    await subscribe(world.as(plant), { query: 'listeria' })
    sent.length = 0
    const event = await publishCheese()
    const reach = await reachOf(world.as(claire), { number: event.number })
    expect(reach.excluded).toContainEqual({
      name: 'Anne Tilleul',
      structure: herault.label,
      room: false,
      why: 'no-right',
    })
    await tell(event.id)
    expect(sent.map((one) => one.address)).not.toContain(plant.email)
  })

  it('checks the right again at sending, and records the refusal', async () => {
    const event = await publishCheese()
    const leaver = await world.agent('Luc Partant', herault)
    await followEvent(world.as(leaver), { number: event.number })
    await postEntry(world.as(claire), { number: event.number, type: 'message', text: 'Suite' })
    const em = world.store.read()
    const [entry] = await em.find(EntrySchema, { eventId: event.id }, { orderBy: { rank: 'desc' }, limit: 1 })
    await diffuseEntry(world.system, { entryId: entry?.id ?? 0 })
    await em.nativeUpdate(AgentSchema, { id: leaver.id }, { domains: [] })
    const mine = await em.findOneOrFail(DeliverySchema, { agentId: leaver.id })
    sent.length = 0
    await deliverBatch(deps, { deliveryIds: [mine.id], lastAttempt: false })
    expect(sent).toEqual([])
    const proof = await proveDiffusion(world.system, { number: event.number })
    expect(proof.lines.find((line) => line.name === 'Luc Partant')).toMatchObject({
      state: 'refused',
      outcome: 'no-right',
    })
  })

  it('is what reach announced', async () => {
    await subscribe(world.as(await world.agent('Eva Abonnée', herault)), { query: 'danger:listeria dept:34' })
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    const reach = await reachOf(world.as(claire), { number: draft.number })
    await publishEvent(world.as(claire), { number: draft.number })
    await tell(draft.id)
    const proof = await proveDiffusion(world.system, { number: draft.number })
    expect(proof.lines.map((line) => line.name).sort()).toEqual(
      reach.recipients.map((one) => one.name).sort(),
    )
    expect(proof.chain.ok).toBe(true)
  })

  it('sees a subscription made just before, and not one ended just before', async () => {
    const late = await world.agent('Tom Tardif', herault)
    const gone = await world.agent('Ida Finie', herault)
    const ended = await subscribe(world.as(gone), { query: 'danger:listeria' })
    await subscribe(world.as(late), { query: 'marque:"Ferme des Trois Sapins"' })
    await unsubscribe(world.as(gone), { id: ended.id })
    sent.length = 0
    const event = await publishCheese()
    await tell(event.id)
    expect(sent.map((one) => one.address)).toContain(late.email)
    expect(sent.map((one) => one.address)).not.toContain(gone.email)
  })
})

describe('a correction', () => {
  it('reaches who had the first version with what changed, and a newcomer with the whole', async () => {
    const event = await publishCheese()
    await tell(event.id)
    const newcomer = await world.agent('Nina Nouvelle', herault)
    await followEvent(world.as(newcomer), { number: event.number })
    sent.length = 0
    await updateEvent(world.as(claire), { number: event.number, fields: { lots: 'L2382' } })
    await tell(event.id)
    const telling = (address: string) => {
      const message = sent.find((one) => one.address === address)?.message
      return message?.type === 'notice' ? message.notice.telling : undefined
    }
    expect(telling(marc.email)).toMatchObject({
      type: 'changes',
      changes: [{ field: 'lots', before: 'L2381', after: 'L2382' }],
    })
    expect(telling(newcomer.email)?.type).toBe('whole')
  })
})

describe('a channel that fails', () => {
  it('leaves the delivery waiting with the error, then delivers it', async () => {
    const event = await publishCheese()
    scene.fail = (address) => (address === marc.email ? 'throw' : undefined)
    await tell(event.id)
    const line = async () =>
      (await proveDiffusion(world.system, { number: event.number })).lines.find(
        (one) => one.name === 'Marc Odin',
      )
    expect(await line()).toMatchObject({ state: 'waiting', outcome: 'failed', detail: 'connexion perdue' })
    scene.fail = () => undefined
    await tell(event.id)
    expect(await line()).toMatchObject({ state: 'delivered', outcome: null })
  })

  it('makes a dead letter after the last attempt, which a command lists and tries again', async () => {
    const event = await publishCheese()
    scene.fail = (address) => (address === marc.email ? 'throw' : undefined)
    await tell(event.id, true)
    scene.fail = () => undefined
    const dead = await deadLetters(world.store)
    expect(dead.map((one) => one.agentId)).toEqual([marc.id])
    expect(await retryDeadLetters(world.store, world.clock)).toBe(1)
    await tell(event.id)
    expect(await deadLetters(world.store)).toEqual([])
  })

  it('ends a delivery that the channel refuses for good, with the reason', async () => {
    const event = await publishCheese()
    scene.fail = (address) => (address === 'mus@agri.example' ? 'refuse' : undefined)
    await tell(event.id)
    scene.fail = () => undefined
    const proof = await proveDiffusion(world.system, { number: event.number })
    expect(proof.lines.find((line) => line.address === 'mus@agri.example')).toMatchObject({
      state: 'refused',
      outcome: 'rejected',
      detail: 'adresse inconnue',
    })
  })
})
