import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { reindex } from '#search/reindex.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { sayer } from './sayer.ts'

let world: World
let say: (text: string) => Promise<string>

beforeAll(async () => {
  world = await makeWorld()
  say = sayer(world, 'claire.vidal@agri.example')
  const claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  const fields = { ...cheese, description: 'Vendu au marché du Gard, 34 unités.' }
  const { number } = await openEvent(world.as(claire), { kind: 'food-product', fields })
  await publishEvent(world.as(claire), { number })
  await reindex(world.store, postgresEngine(world.store))
})
afterAll(() => world[Symbol.asyncDispose]())

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

  it('says of a place that is left out that it is', async () => {
    expect(await say('abonne moi au brie sauf dans le 30')).toContain(
      'sauf département de la structure ou d’un établissement : Gard',
    )
  })

  it('is the place when nothing else is said, and is put back as it was', async () => {
    expect(await say('abonne moi gard et herault')).toContain('dept:30,34')
    const id = /n° (\d+)\S* `listeria gard`/.exec(await say('mes abonnements'))?.[1] ?? ''
    expect(await say(`désabonner ${id}`)).toMatch(/`abonner "?listeria"? "gard"/)
  })
})

describe('a subscription that is ended by its words', () => {
  it('is asked for by its number, among those that the words are of, and none is ended', async () => {
    await say('abonner histamine région:bretagne')
    for (const text of ['désabonner histamine', 'désabonne moi de la bretagne']) {
      const asked = await say(text)
      expect(asked, text).toMatch(/- \*\*n° \d+\*\* `histamine région:Bretagne`, courriel, immédiat/)
      expect(asked, text).not.toContain('gard')
      await say('annuler')
    }
    // Whatever stands first in a list, a number is that of the subscription.
    expect(await say('désabonner tourteau')).toContain('brie -dept:30')
    expect(await say('annuler')).toContain('je laisse')
    expect(await say('mes abonnements')).toContain('histamine')
  })
})

describe('« annuler tout » at a question', () => {
  it('leaves the question, and says so once', async () => {
    await say('ajoute le lot L4522')
    const answer = await say('annuler tout')
    expect(answer).toContain('je laisse')
    expect(answer).not.toContain('Rien n’était en cours')
  })
})
