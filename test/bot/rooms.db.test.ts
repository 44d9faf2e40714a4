import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agent } from '#core/directory/agent.entity.ts'
import { readEvent } from '#core/events/read.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { addressOf, makeRoomWorld, provider, type RoomWorld } from './room-world.ts'

let rooms: RoomWorld
beforeAll(async () => {
  rooms = await makeRoomWorld()
})
afterAll(() => rooms[Symbol.asyncDispose]())

describe('in a structure’s room', () => {
  it('an agent of it is answered there, drafts of the structure included', async () => {
    const { luc, draft, say } = rooms
    const [answer] = await say(luc, '!team', `!voir ${draft}`)
    expect(answer).toMatchObject({ about: draft, card: true })
    expect(answer).not.toHaveProperty('where')
  })

  it('an agent of another structure who may not see a draft is told nothing of it', async () => {
    const { paul, draft, say } = rooms
    const [answer] = await say(paul, '!team', `!voir ${draft}`)
    expect(answer?.text).toContain('Je ne trouve pas')
  })

  it('with an outsider present, everybody is answered in private, with all his rights', async () => {
    const { claire, luc, paul, draft, world, say } = rooms
    const members = [claire, luc, paul].map(addressOf)
    await noteMembers(world.store, { provider, address: '!team', members })
    const [answer] = await say(claire, '!team', `!voir ${draft}`)
    expect(answer).toMatchObject({ where: 'private', about: draft, card: true })
    await noteMembers(world.store, { provider, address: '!team', members: members.slice(0, 2) })
  })

  it('a question that was asked in private is answered in private', async () => {
    const { claire, say } = rooms
    const [question] = await say(claire, '!nobody', '!créer')
    expect(question).toMatchObject({ where: 'private' })
    const [next] = await say(claire, '!direct', '1', { audience: 'private' })
    expect(next?.text).toContain('Alerte produit nationale')
    await say(claire, '!direct', 'annuler', { audience: 'private' })
  })
})

describe('in a room that is nobody’s', () => {
  it('acts are done, and told in private', async () => {
    const { claire, number, say } = rooms
    const before = (await rooms.journal(rooms.number)).length
    const [answer] = await say(claire, '!nobody', `!note ${number} Vu.`)
    expect(answer).toMatchObject({ where: 'private', about: number })
    expect(await rooms.journal(rooms.number)).toHaveLength(before + 1)
  })
})

describe('in an event’s room', () => {
  it('its number goes without saying, and other events are not spoken of', async () => {
    const { claire, paul, number, other, say } = rooms
    const [posted] = await say(paul, '!event', '!point Rappel publié.')
    expect(posted?.text).toContain(`**${number}**`)
    expect((await rooms.journal(rooms.number)).at(-1)?.body.text).toBe('Rappel publié.')
    const [refused] = await say(claire, '!event', `!voir ${other}`)
    expect(refused?.text).toContain('je ne parle que de son évènement')
  })
})

describe('a question in a room', () => {
  it('is not answered by somebody else’s reaction, nor by the asked one’s once it is closed', async () => {
    const { claire, luc, world, say } = rooms
    const [question] = await say(
      claire,
      '!team',
      `!créer type:"alerte nationale" reçu:hier source:"autocontrôle produit" Un lot.`,
    )
    const { turn = '', reactions } = question ?? {}
    expect(turn).not.toBe('')
    const react = (who: Agent, text = '') => say(who, '!team', text, { turn })
    const made = question?.about ?? ''
    expect(reactions).toEqual({ confirm: `publier ${made}`, cancel: 'non' })
    const state = async () => (await readEvent(world.as(claire), { number: made })).brief.state

    const [stale] = await react(luc, reactions?.confirm)
    expect(stale).toMatchObject({ where: 'private' })
    expect(stale?.text).toContain('à quelqu’un d’autre')
    expect(await state()).toBe('draft')

    await react(claire, reactions?.cancel)
    const [closed] = await react(claire, reactions?.cancel)
    expect(closed?.text).toContain('n’attend plus de réponse')
    await react(claire, reactions?.confirm)
    expect(await state()).toBe('open')
  })
})
