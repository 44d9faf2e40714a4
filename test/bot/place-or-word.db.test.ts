import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hear } from '#bot/hear.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { reindex } from '#search/reindex.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let said = 0

beforeAll(async () => {
  world = await makeWorld()
  const claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  const fields = { ...cheese, description: 'Vendu au marché du Gard, 34 unités.' }
  const { number } = await openEvent(world.as(claire), { kind: 'food-product', fields })
  await publishEvent(world.as(claire), { number })
  await reindex(world.store, postgresEngine(world.store))
})
afterAll(() => world[Symbol.asyncDispose]())

async function say(text: string): Promise<string> {
  said += 1
  const deps = { ...world, engine: postgresEngine(world.store), log: () => undefined }
  const where = { provider: 'console', from: 'claire.vidal@agri.example', room: 'console' } as const
  const answers = await hear(deps, { ...where, text, id: `m${said}` })
  return answers.map((answer) => answer.text.replaceAll(/[\u00a0\u202f]/g, ' ')).join('\n')
}

describe('a subscription by the bare name or number of a place', () => {
  it('is made of nothing until it is said whether the place or the word is meant', async () => {
    const asked = await say('abonne moi listeria 34 chaque lundi à 9 h par courriel')
    expect(asked).toContain('« 34 » : ce lieu, ou ce mot dans les textes ?')
    expect(asked).toContain('`abonner listeria dept:34 chaque lundi à 9 h par courriel`')
    expect(asked).toContain('`abonner listeria "34" chaque lundi à 9 h par courriel`')
    expect(await say('1')).toMatch(/listeria dept:34[\s\S]*chaque lundi à 9 h/)
    await say('abonner listeria gard')
    expect(await say('mes abonnements')).not.toContain('gard')
    await say('abonner listeria gard')
    expect(await say('2')).toContain('listeria gard')
  })

  it('is the place when nothing else is said, and is put back as it was', async () => {
    expect(await say('abonne moi gard et herault')).toContain('dept:30,34')
    const id = /n° (\d+)\S* `listeria gard`/.exec(await say('mes abonnements'))?.[1] ?? ''
    expect(await say(`désabonner ${id}`)).toMatch(/`abonner "?listeria"? "gard"/)
  })
})
