import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { makeWorld, type World } from '#test/world.ts'
import { accountOf, linkedAgent, provider, publishCheese, takeJobs } from '../rooms/room-world.ts'
import { type Telling, tellingIn } from './telling.ts'

let world: World
let herault: Structure
let claire: Agent
let telling: Telling

beforeAll(async () => {
  world = await makeWorld()
  herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = await linkedAgent(world, 'Claire Vidal', herault)
  telling = tellingIn(world)
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  telling.sent.length = 0
})

describe('an agent whose channel is that of his account', () => {
  it('is told there when he has linked one, and by mail when he has not', async () => {
    const linked = await linkedAgent(world, 'Lou Liée', herault, { channel: 'matrix' })
    const alone = await world.agent('Guy Seul', herault, { channel: 'matrix' })
    for (const agent of [linked, alone]) await subscribe(world.as(agent), { query: 'danger:listeria' })
    const event = await publishCheese(world, claire)
    await takeJobs(world, 'deliver-matrix')
    await telling.diffuse(event)
    const reach = await reachOf(world.as(claire), { number: event.number })
    const channels = new Map(reach.recipients.map((one) => [one.name, one.channel]))
    expect([channels.get('Lou Liée'), channels.get('Guy Seul')]).toEqual(['matrix', 'email'])
    const jobs = await takeJobs(world, 'deliver-matrix')
    const told = await world.store.read().find(DeliverySchema, { eventId: event.id, channel: 'matrix' })
    expect(jobs).not.toEqual([])
    expect(jobs).toHaveLength(told.filter(({ pace }) => pace.every === 'entry').length)
    await telling.deliver(event)
    expect(telling.noticesAt(accountOf(linked))).toHaveLength(1)
    expect(telling.noticesAt(alone.email)).toHaveLength(1)
    expect(telling.noticesAt(linked.email)).toEqual([])
  })

  it('is told by mail, once, when he unlinked it between the plan and the sending', async () => {
    const leaver = await linkedAgent(world, 'Éva Déliée', herault, { channel: 'matrix' })
    await subscribe(world.as(leaver), { query: 'danger:listeria' })
    const event = await publishCheese(world, claire)
    await telling.diffuse(event)
    await world.store.read().nativeDelete(IdentitySchema, { agentId: leaver.id, provider })
    await telling.deliver(event)
    expect(telling.noticesAt(accountOf(leaver))).toEqual([])
    expect(telling.noticesAt(leaver.email)).toHaveLength(1)
    const proof = await proveDiffusion(world.system, { number: event.number })
    expect(proof.lines.find((line) => line.name === 'Éva Déliée')).toMatchObject({
      channel: 'email',
      address: leaver.email,
      state: 'delivered',
    })
  })

  it('has the digest of the same window by mail when he unlinked it before it left', async () => {
    const leaver = await linkedAgent(world, 'Ugo Hebdo', herault, { channel: 'matrix' })
    const pace = { every: 'day', hour: 8 } as const
    await subscribe(world.as(leaver), { query: 'danger:listeria', pace })
    const event = await publishCheese(world, claire)
    await telling.tell(event)
    await world.store.read().nativeDelete(IdentitySchema, { agentId: leaver.id, provider })
    const dueAt = '2026-11-24T07:00:00.000Z'
    const input = { agentId: leaver.id, dueAt, lastAttempt: false }
    await sendDigest(telling.deps, { ...input, channel: 'matrix' })
    expect(telling.sent.filter((one) => one.message.type === 'digest')).toEqual([])
    await sendDigest(telling.deps, { ...input, channel: 'email' })
    expect(telling.sent.filter((one) => one.message.type === 'digest').map((one) => one.address)).toEqual([
      leaver.email,
    ])
  })

  it('who left the directory is not told at all', async () => {
    const gone = await linkedAgent(world, 'Noé Absent', herault, { channel: 'matrix' })
    await subscribe(world.as(gone), { query: 'danger:listeria' })
    const event = await publishCheese(world, claire)
    await telling.diffuse(event)
    await world.store.read().nativeUpdate(AgentSchema, { id: gone.id }, { active: false })
    await telling.deliver(event)
    expect([...telling.noticesAt(gone.email), ...telling.noticesAt(accountOf(gone))]).toEqual([])
  })
})
