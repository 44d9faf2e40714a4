import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followEvent } from '#core/diffusion/follow.ts'
import { unfollowEvent } from '#core/diffusion/unfollow.ts'
import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import { closeEvent } from '#core/events/close.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { reopenEvent } from '#core/events/reopen.ts'
import { undoLast } from '#core/events/undo.ts'
import { withdrawEvent } from '#core/events/withdraw-event.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Seen } from '#core/rooms/decide-membership.ts'
import { membersOf } from '#core/rooms/members-of.ts'
import { closeRoom, noteRoomAddress } from '#core/rooms/note-room.ts'
import { openEventRoom } from '#core/rooms/open-event-room.ts'
import type { Room } from '#core/rooms/room.entity.ts'
import { roomScope } from '#core/rooms/scope.ts'
import { tendRoomsOf } from '#core/rooms/tend.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { accountOf, linkedAgent, provider, publishCheese, structureRoom, takeJobs } from './room-world.ts'

let world: World
let claire: Agent
let marc: Agent
beforeAll(async () => {
  world = await makeWorld()
  claire = await linkedAgent(world, 'Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  marc = await linkedAgent(world, 'Marc Odin', await world.structure('mus', { level: 'central' }))
})
afterAll(() => world[Symbol.asyncDispose]())

const bot = '@vigie:essai'
const members = (room: Room, seen: Partial<Seen> = {}) =>
  membersOf(world.store.read(), world.clock, room, { joined: [bot], invited: [], left: [], bot, ...seen })

describe('the room of an event', () => {
  it('is asked for once an event and provider, and made by a job', async () => {
    const { number } = await publishCheese(world, claire)
    await takeJobs(world, 'room')
    const first = await openEventRoom(world.as(marc), { number, provider })
    expect(first).toMatchObject({ created: true, room: { type: 'event', boundBy: marc.id } })
    expect(await takeJobs(world, 'room')).toEqual([`room:${first.room.id}`])
    const again = await openEventRoom(world.as(claire), { number, provider })
    expect([again.created, again.room.key]).toEqual([false, first.room.key])
    await noteRoomAddress(world.store, { id: first.room.id, address: '!a1:essai' })
    expect(await roomScope(world.store.read(), provider, '!a1:essai')).toMatchObject({
      type: 'event',
      number,
    })
  })

  it('is made anew, under a key of its own, once the one before is gone', async () => {
    const { number } = await publishCheese(world, claire)
    const first = await openEventRoom(world.as(claire), { number, provider })
    await closeRoom(world, { id: first.room.id })
    const second = await openEventRoom(world.as(claire), { number, provider })
    expect(second.created).toBe(true)
    expect(second.room.key).not.toBe(first.room.key)
  })

  it('is refused for a draft and for a closed event, and to who may not see it', async () => {
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    const plant = await world.agent('Anne Tilleul', claire.structure, { domains: ['plant'] })
    const { number } = await publishCheese(world, claire)
    const code = (agent: Agent, asked: string) =>
      openEventRoom(world.as(agent), { number: asked, provider }).then(
        () => 'none',
        (error: unknown) =>
          isRefusal(error, 'state-refused') || isRefusal(error, 'event-not-found') ? error.code : error,
      )
    expect(await code(claire, draft.number)).toBe('state-refused')
    expect(await code(plant, number)).toBe('event-not-found')
    await closeEvent(world.as(marc), { number })
    expect(await code(claire, number)).toBe('state-refused')
  })

  it('is tended when its event is closed, withdrawn, reopened or as it was before, and when its followers change, not at each entry', async () => {
    const { number } = await publishCheese(world, claire)
    const { room } = await openEventRoom(world.as(claire), { number, provider })
    const paul = await linkedAgent(world, 'Paul Serre', claire.structure)
    await takeJobs(world, 'room')
    await postEntry(world.as(claire), { number, type: 'message', text: 'Suite' })
    expect(await takeJobs(world, 'room')).toEqual([])
    for (const act of [
      () => followEvent(world.as(paul), { number }),
      () => unfollowEvent(world.as(paul), { number }),
      () => closeEvent(world.as(marc), { number }),
      () => reopenEvent(world.as(marc), { number }),
      () => withdrawEvent(world.as(marc), { number, reason: 'Fausse alerte' }),
      () => reopenEvent(world.as(marc), { number }),
      () => closeEvent({ ...world.as(marc), undoSeconds: 10 }, { number }),
      () => undoLast(world.as(marc)),
    ]) {
      await act()
      expect(await takeJobs(world, 'room')).toEqual([`room:${room.id}`])
    }
  })
})

describe('who should be in the room of an event', () => {
  it('are its author, its followers and who asked for it, when they are linked and may see it', async () => {
    const unlinked = await world.agent('Zoé Muette', claire.structure)
    const inactive = await linkedAgent(world, 'Luc Parti', claire.structure)
    const moved = await linkedAgent(world, 'Ida Mutée', claire.structure)
    const { number } = await publishCheese(world, claire)
    for (const agent of [unlinked, inactive, moved]) await followEvent(world.as(agent), { number })
    await unfollowEvent(world.as(claire), { number })
    const { room } = await openEventRoom(world.as(marc), { number, provider })
    const em = world.store.read()
    await em.nativeUpdate(AgentSchema, { id: inactive.id }, { active: false })
    await em.nativeUpdate(AgentSchema, { id: moved.id }, { domains: ['plant'] })
    const { invite, remove } = await members(room)
    expect([...invite].sort()).toEqual([accountOf(claire), accountOf(marc)])
    expect(remove).toEqual([])
    const present = [bot, accountOf(inactive), accountOf(moved), '@inconnu:essai', accountOf(claire)]
    const now = await members(room, { joined: present })
    expect([...now.remove].sort()).toEqual([accountOf(inactive), accountOf(moved), '@inconnu:essai'].sort())
    expect(now.invite).toEqual([accountOf(marc)])
  })

  it('who left is asked again when he asks for the room again', async () => {
    const { number } = await publishCheese(world, claire)
    const { room } = await openEventRoom(world.as(claire), { number, provider })
    world.clock.set('2026-11-23T10:00:00Z')
    const left = [{ address: accountOf(claire), at: '2026-11-23T09:30:00Z' }]
    expect((await members(room, { left })).invite).toEqual([])
    await openEventRoom(world.as(claire), { number, provider })
    expect((await members(room, { left })).invite).toEqual([accountOf(claire)])
  })

  it('are not invited to that of a closed or withdrawn event, whose intruders go all the same', async () => {
    const { number } = await publishCheese(world, claire)
    const { room } = await openEventRoom(world.as(claire), { number, provider })
    for (const end of [
      () => closeEvent(world.as(marc), { number }),
      () => withdrawEvent(world.as(marc), { number, reason: 'Fausse alerte' }),
    ]) {
      await end()
      expect(await members(room, { joined: [bot, '@inconnu:essai'] })).toEqual({
        invite: [],
        remove: ['@inconnu:essai'],
      })
    }
  })
})

describe('the rooms of an agent', () => {
  it('are tended together: his structure’s, those he is in, those of what he follows, and none besides', async () => {
    const lea = await linkedAgent(world, 'Léa Mobile', await world.structure('ddpp-11', { dept: '11' }))
    const own = await structureRoom(world, lea, '!ddpp11:essai')
    const guest = await structureRoom(world, claire, '!ddpp34:essai', [accountOf(claire), accountOf(lea)])
    await structureRoom(world, claire, '!sans-elle:essai')
    const { number } = await publishCheese(world, claire)
    const { room } = await openEventRoom(world.as(claire), { number, provider })
    await followEvent(world.as(lea), { number })
    await takeJobs(world, 'room')
    await world.store.transaction((em) => tendRoomsOf(em, [lea.id]))
    const expected = [own, guest, room].map(({ id }) => `room:${id}`).sort()
    expect((await takeJobs(world, 'room')).sort()).toEqual(expected)
  })
})
