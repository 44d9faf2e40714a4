import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hear, type Surprise } from '#bot/hear.ts'
import { DialogueSchema } from '#core/store/dialogue.entity.ts'
import { openStore } from '#core/store/store.ts'
import type { SearchEngine } from '#search/engine.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { makeWorld, type World } from '#test/world.ts'

let world: World
let surprises: Surprise[] = []

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  await world.agent('Claire Vidal', herault)
  await world.agent('Luc Petit', herault)
})

afterAll(() => world[Symbol.asyncDispose]())

async function say(text: string, who = 'claire.vidal', engine: SearchEngine = postgresEngine(world.store)) {
  surprises = []
  const deps = { ...world, engine, log: (surprise: Surprise) => surprises.push(surprise) }
  const message = { provider: 'console', from: `${who}@agri.example`, room: 'salon', text, id: 'm1' } as const
  return (await hear(deps, message)).map((answer) => answer.text.replaceAll(/[\u00a0\u202f]/g, ' '))
}

describe('hearing a message while the database is down', () => {
  it('says so and what to do, and is no surprise to be looked into', async () => {
    await using gone = await openStore('postgres://vigie:vigie@127.0.0.1:1/vigie')
    const surprises: Surprise[] = []
    const deps = {
      ...world,
      store: gone,
      engine: postgresEngine(gone),
      log: (one: Surprise) => surprises.push(one),
    }
    const message = { provider: 'console', from: 'x@agri.example', room: 'r', text: 'aide', id: 'm' } as const
    const [answer] = await hear(deps, message)
    expect(answer?.text).toMatch(/la base de données\. Réessayez dans quelques minutes/)
    expect(answer?.text).toMatch(/je n’ai rien fait de «\s*aide\s*»/)
    expect(surprises).toEqual([])
  })
})

describe('hearing a message', () => {
  it('gives a surprise an id, logs it once with what happened, and does not throw', async () => {
    const broken: SearchEngine = {
      put: async () => undefined,
      clear: async () => undefined,
      find: async () => Promise.reject(new Error('the engine is gone')),
    }
    const [text = ''] = await say('chercher brie', 'claire.vidal', broken)
    expect(surprises).toMatchObject([
      { error: new Error('the engine is gone'), room: 'salon', messageId: 'm1' },
    ])
    expect(text).toContain(`\`${surprises[0]?.id}\``)
    expect(text).not.toContain('engine')
  })

  it('refuses a text that is too long, and says so', async () => {
    const [text] = await say(`note A-2026.1 ${'x'.repeat(10_000)}`)
    expect(text).toMatch(/^Votre message fait 10 014 caractères/)
  })

  it('keeps the conversations of two people in one room apart', async () => {
    await say('créer')
    expect(await say('1', 'luc.petit')).toEqual([expect.stringContaining('Aucune question n’est en cours')])
    expect(await say('1')).toEqual([expect.stringContaining('Alerte produit nationale')])
    await say('annuler')
  })

  it('starts afresh when what it remembers has another shape', async () => {
    await say('créer')
    await world.store.transaction((em) => em.nativeUpdate(DialogueSchema, {}, { state: { talk: 'old' } }))
    expect(await say('1')).toEqual([expect.stringContaining('Aucune question n’est en cours')])
    expect(surprises).toEqual([])
  })

  it('asks again for a value that the kind refuses, and keeps the others', async () => {
    const [text = ''] = await say(
      'créer type:"alerte nationale" reçu:1/1/2027 source:"notification aac" Un cas.',
    )
    expect(text).toContain('**Date de réception** : ne peut pas être dans le futur')
    expect(await say('hier')).toEqual([expect.stringContaining('Brouillon enregistré : **A-2026.1**')])
    await say('non')
  })

  it('tells a person without the right before asking anything', async () => {
    await world.agent('Jean Lebon', await world.structure('ddpp-30'), { domains: ['animal'] })
    expect(await say('créer', 'jean.lebon')).toEqual([expect.stringContaining('il faut le droit')])
  })
})
