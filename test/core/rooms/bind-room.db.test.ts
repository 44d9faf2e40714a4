import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { subscribeRoom } from '#core/diffusion/subscribe-room.ts'
import { SubscriptionSchema } from '#core/diffusion/subscription.entity.ts'
import { listRoomSubscriptions } from '#core/diffusion/subscriptions.ts'
import { unsubscribe } from '#core/diffusion/unsubscribe.ts'
import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import { Refusal } from '#core/refusal.ts'
import { bindRoom } from '#core/rooms/bind-room.ts'
import { noteDirectRoom } from '#core/rooms/direct-room.ts'
import { noteMembers, noteOutsideTold } from '#core/rooms/note-members.ts'
import { closeRoom, moveRoom } from '#core/rooms/note-room.ts'
import { roomScope } from '#core/rooms/scope.ts'
import { unbindRoom } from '#core/rooms/unbind-room.ts'
import { heldTogether } from '#test/held-table.ts'
import { makeWorld, type World } from '#test/world.ts'
import { accountOf, linkedAgent, provider, structureRoom, takeJobs } from './room-world.ts'

let world: World
let claire: Agent
let marc: Agent
beforeAll(async () => {
  world = await makeWorld()
  claire = await linkedAgent(world, 'Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  marc = await linkedAgent(world, 'Marc Odin', await world.structure('ddpp-30', { dept: '30' }))
})
afterAll(() => world[Symbol.asyncDispose]())

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'none',
    (error: unknown) => (error instanceof Refusal ? [error.code, error.facts] : error),
  )
const scope = (address: string) => roomScope(world.store.read(), provider, address)

describe('binding a room', () => {
  it('is for who administers it', async () => {
    const place = { provider, address: '!sans-droit:essai' } as const
    expect(await refusal(bindRoom(world.as(claire), { ...place, power: false }))).toMatchObject([
      'right-missing',
      { need: 'room-power' },
    ])
    expect((await scope(place.address)).type).toBe('unbound')
  })

  it('makes it the room of his structure, once, with a look at who is in it; another structure is refused', async () => {
    const place = { provider, address: '!ddpp34:essai', power: true } as const
    const first = await bindRoom(world.as(claire), place)
    const again = await bindRoom(world.as(claire), place)
    expect([first.already, again.already, again.room.id]).toEqual([false, true, first.room.id])
    expect(await takeJobs(world, 'room')).toEqual([`room:${first.room.id}`])
    expect(await refusal(bindRoom(world.as(marc), place))).toEqual([
      'room-taken',
      { type: 'structure', structure: 'DDPP 34' },
    ])
    expect(await scope(place.address)).toMatchObject({
      type: 'structure',
      structure: { code: 'ddpp-34' },
      domains: ['food'],
    })
  })

  it('makes it one structure’s when several bind it at once', async () => {
    const place = { provider, address: '!course:essai', power: true } as const
    const acts = [claire, marc, claire, marc].map((agent) => () => refusal(bindRoom(world.as(agent), place)))
    const said = await heldTogether(world.store, 'room', acts)
    expect(said.map((one) => (Array.isArray(one) ? one[0] : one)).toSorted()).toEqual([
      'none',
      'none',
      'room-taken',
      'room-taken',
    ])
    await takeJobs(world, 'room')
  })

  it('does not take a private conversation', async () => {
    await noteDirectRoom(world, { provider, agentId: claire.id, address: '!prive:essai' })
    expect(
      await refusal(bindRoom(world.as(claire), { provider, address: '!prive:essai', power: true })),
    ).toEqual(['room-taken', { type: 'direct', structure: '' }])
    expect(await scope('!prive:essai')).toMatchObject({ type: 'direct', agentId: claire.id })
  })
})

describe('the members of a structure’s room', () => {
  it('are taken to have an outsider until they are noted', async () => {
    const { room } = await bindRoom(world.as(claire), { provider, address: '!neuf:essai', power: true })
    expect(await scope('!neuf:essai')).toMatchObject({ outside: true })
    const place = { provider, address: '!neuf:essai' } as const
    expect(await noteMembers(world.store, { ...place, members: [accountOf(claire)] })).toMatchObject({
      room: { id: room.id },
      outsiders: [],
      changed: true,
      untold: undefined,
    })
    expect(await scope('!neuf:essai')).toMatchObject({ outside: false })
  })

  it('have an outsider as soon as one joins: an agent of another structure, or an unknown account', async () => {
    const address = '!passage:essai'
    await structureRoom(world, claire, address)
    let told = 0
    for (const stranger of [accountOf(marc), '@inconnu:essai']) {
      const place = { provider, address } as const
      const joined = await noteMembers(world.store, { ...place, members: [accountOf(claire), stranger] })
      expect(joined).toMatchObject({ outsiders: [stranger], changed: true, untold: told + 1 })
      await noteOutsideTold(world.store, { id: joined?.room.id ?? 0, told: told + 1 })
      const gone = await noteMembers(world.store, { ...place, members: [accountOf(claire)] })
      expect(gone).toMatchObject({ outsiders: [], changed: true, untold: told + 2 })
      // Until it is noted that the room was told, it is to be told.
      expect(await noteMembers(world.store, { ...place, members: [accountOf(claire)] })).toMatchObject({
        changed: false,
        untold: told + 2,
      })
      await noteOutsideTold(world.store, { id: joined?.room.id ?? 0, told: told + 2 })
      told += 2
    }
  })

  it('become outsiders when they leave the directory, at once', async () => {
    const leaver = await linkedAgent(world, 'Luc Partant', claire.structure)
    const address = '!depart:essai'
    await structureRoom(world, claire, address, [accountOf(claire), accountOf(leaver)])
    expect(await scope(address)).toMatchObject({ outside: false })
    await world.store.read().nativeUpdate(AgentSchema, { id: leaver.id }, { active: false })
    expect(await scope(address)).toMatchObject({ outside: true })
  })

  it('of a room that is nobody’s are not kept', async () => {
    expect(await noteMembers(world.store, { provider, address: '!rien:essai', members: [] })).toBeUndefined()
  })
})

describe('unbinding a room', () => {
  it('ends its subscriptions, is for its structure, and lets it be bound anew under a key of its own', async () => {
    const address = '!delier:essai'
    const room = await structureRoom(world, claire, address)
    await subscribeRoom(world.as(claire), { provider, address, query: 'danger:listeria' })
    const input = { provider, address, power: true } as const
    expect(await refusal(unbindRoom(world.as(marc), input))).toMatchObject([
      'right-missing',
      { need: 'room-structure' },
    ])
    expect(await unbindRoom(world.as(claire), input)).toMatchObject({ room: { id: room.id }, ended: 1 })
    expect(await refusal(unbindRoom(world.as(claire), input))).toEqual(['room-unbound', {}])
    expect((await scope(address)).type).toBe('unbound')
    const next = await bindRoom(world.as(marc), input)
    expect(next.room.key).not.toBe(room.key)
    const mine = await bindRoom(world.as(claire), { ...input, address: '!autre:essai' })
    expect(mine.room.key).not.toBe(room.key)
  })
})

describe('the subscriptions of a room', () => {
  it('are every agent of the structure’s to make, list and end, and nobody else’s', async () => {
    const address = '!abonnements:essai'
    const place = { provider, address } as const
    await structureRoom(world, claire, address)
    const colleague = await linkedAgent(world, 'Paul Serre', claire.structure)
    const made = await subscribeRoom(world.as(claire), { ...place, query: 'danger:listeria' })
    expect(made).toMatchObject({ channel: 'matrix', pace: { every: 'entry' } })
    const daily = { every: 'day', hour: 8 } as const
    const changed = await subscribeRoom(world.as(colleague), {
      ...place,
      query: 'danger:listeria',
      pace: daily,
    })
    expect([changed.id, changed.pace]).toEqual([made.id, daily])
    expect(await listRoomSubscriptions(world.as(colleague), place)).toHaveLength(1)
    for (const act of [
      () => subscribeRoom(world.as(marc), { ...place, query: 'danger:listeria' }),
      () => listRoomSubscriptions(world.as(marc), place),
    ])
      expect(await refusal(act())).toMatchObject(['right-missing', { need: 'room-structure' }])
    expect(await refusal(unsubscribe(world.as(marc), { id: made.id }))).toMatchObject([
      'subscription-not-found',
      {},
    ])
    expect((await unsubscribe(world.as(colleague), { id: made.id })).id).toBe(made.id)
    expect(await listRoomSubscriptions(world.as(claire), place)).toEqual([])
  })

  it('are refused in a room that is no structure’s', async () => {
    const place = { provider, address: '!prive:essai', query: 'danger:listeria' } as const
    expect(await refusal(subscribeRoom(world.as(claire), place))).toEqual(['room-unbound', {}])
  })
})

describe('a room at its provider', () => {
  it('that is replaced stays the same room, with its subscriptions, and teasers only until its members are known', async () => {
    const room = await structureRoom(world, claire, '!ancien:essai')
    await subscribeRoom(world.as(claire), { provider, address: '!ancien:essai', query: 'danger:listeria' })
    const moved = await moveRoom(world.store, { provider, from: '!ancien:essai', to: '!nouveau:essai' })
    expect(moved?.id).toBe(room.id)
    expect(await scope('!nouveau:essai')).toMatchObject({ room: { id: room.id }, outside: true })
    expect((await scope('!ancien:essai')).type).toBe('unbound')
    expect(
      await listRoomSubscriptions(world.as(claire), { provider, address: '!nouveau:essai' }),
    ).toHaveLength(1)
    expect(await moveRoom(world.store, { provider, from: '!rien:essai', to: '!x:essai' })).toBeUndefined()
  })

  it('that is gone ends what was told there, once', async () => {
    const room = await structureRoom(world, claire, '!perdu:essai')
    await subscribeRoom(world.as(claire), { provider, address: '!perdu:essai', query: 'danger:listeria' })
    expect(await closeRoom(world, { id: room.id })).toBe(1)
    expect(await closeRoom(world, { id: room.id })).toBe(0)
    expect(await world.store.read().count(SubscriptionSchema, { roomId: room.id, endedAt: null })).toBe(0)
  })

  it('that is private is one for each agent: the latest', async () => {
    const first = await noteDirectRoom(world, { provider, agentId: marc.id, address: '!un:essai' })
    const second = await noteDirectRoom(world, { provider, agentId: marc.id, address: '!deux:essai' })
    expect(second.id).toBe(first.id)
    expect((await scope('!un:essai')).type).toBe('unbound')
    expect(await scope('!deux:essai')).toMatchObject({ type: 'direct', agentId: marc.id })
  })
})
