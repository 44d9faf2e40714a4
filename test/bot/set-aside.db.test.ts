import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChatMessage } from '#bot/chat.ts'
import { type HearDeps, hear, type Surprise } from '#bot/hear.ts'
import { hearOnce } from '#bot/once.ts'
import { allSetAside, noteReplayed, setAside } from '#bot/set-aside.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Agent
let deps: HearDeps
let broken: HearDeps
const surprises: Surprise[] = []

beforeAll(async () => {
  world = await makeWorld()
  claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34', region: '76' }))
  const engine = postgresEngine(world.store)
  deps = { ...world, engine, log: (one) => surprises.push(one) }
  broken = { ...deps, engine: { ...engine, find: () => Promise.reject(new RangeError('too deep')) } }
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => world.store.read().execute('delete from set_aside'))

let count = 0
const said = (text: string, more: Partial<ChatMessage> = {}): ChatMessage => {
  count += 1
  return { provider: 'console', from: claire.email, room: 'salon', text, id: `aside-${count}`, ...more }
}

describe('a message that cannot be handled', () => {
  it('is answered with its reference, and kept under it with what was said and why', async () => {
    for (const handle of [
      hear,
      async (by: HearDeps, one: ChatMessage) => (await hearOnce(by, one)).answers,
    ]) {
      const message = said('chercher brie')
      const [answer] = await handle(broken, message)
      const [kept] = await allSetAside(world.store, /`([0-9a-f]{8})`/.exec(answer?.text ?? '')?.[1])
      expect(answer?.text).toContain('Je n’ai pas pu traiter ce message (référence')
      expect(kept).toMatchObject({
        id: message.id,
        sender: claire.email,
        message,
        error: 'RangeError: too deep',
      })
      expect(surprises.at(-1)).toMatchObject({ id: kept?.reference, messageId: message.id })
    }
  })

  it('holds up nothing: the next one is answered', async () => {
    await hearOnce(broken, said('chercher brie'))
    expect((await hearOnce(deps, said('bonjour'))).answers[0]?.text).toContain('Bonjour')
  })

  it('is kept whatever signs are in it, without the bytes of its files, once however often it comes', async () => {
    const file = { name: 'a.txt', mediaType: 'text/plain', bytes: new Uint8Array(10) }
    const message = said('\0\ud800\u202e', { id: 'a\0b', files: [file] })
    const keep = () =>
      setAside(world.store.read(), world.clock, { ...message, message, error: new Error('\0 in it') })
    const reference = await keep()
    expect(await keep()).toBe(reference)
    const all = await allSetAside(world.store)
    expect(all).toHaveLength(1)
    expect(all[0]?.message).toMatchObject({ text: '\0\ud800\u202e', files: [{ name: 'a.txt' }] })
    expect(JSON.stringify(all[0]?.message)).not.toContain('bytes')
  })

  it('is listed however many there are: none is out of reach', async () => {
    for (let at = 0; at < 205; at += 1) {
      const message = said('x')
      await setAside(world.store.read(), world.clock, { ...message, message, error: 'no' })
    }
    expect(await allSetAside(world.store)).toHaveLength(205)
  })

  it('is listed until it is handled, and again when it fails again', async () => {
    const message = said('x')
    const keep = () => setAside(world.store.read(), world.clock, { ...message, message, error: 'no' })
    const reference = await keep()
    await noteReplayed(world.store, reference)
    expect(await allSetAside(world.store)).toEqual([])
    expect(await keep()).toBe(reference)
    expect(await allSetAside(world.store, reference)).toHaveLength(1)
  })
})
