import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { sayer } from './sayer.ts'

let world: World
let number = ''
let held: (field: string) => Promise<unknown>
let say: (text: string) => Promise<string>

beforeAll(async () => {
  world = await makeWorld()
  say = sayer(world, 'claire.vidal@agri.example')
  const claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  const ctx = world.as(claire)
  const establishments = [
    { name: 'Halles', city: 'Sète', dept: '34' },
    { name: 'Carrefour', city: 'Montpellier', dept: '34' },
  ]
  const fields = { ...cheese, lots: 'B12, 24-117, 24-131', establishments }
  const event = await openEvent(ctx, { kind: 'food-product', fields })
  number = event.number
  await publishEvent(ctx, { number })
  held = async (field) => (await readEvent(ctx, { number })).values[field]
})
afterAll(() => world[Symbol.asyncDispose]())

describe('what is to be done with the values of a record', () => {
  it('is done, of all that was said, and no word of it is kept as a lot', async () => {
    await say(`ajoute le lot 24-118 et enlève le 24-131 de ${number}`)
    expect(await held('lots')).toBe('B12, 24-117, 24-118')
    await say(`ajoute le lot 16 et le lot 17 à ${number}`)
    expect(await held('lots')).toBe('B12, 24-117, 24-118, 16, 17')
    await say('ajoute le lot L104 a la fiche')
    await say(number)
    expect(await held('lots')).toBe('B12, 24-117, 24-118, 16, 17, L104')
    await say(`modifier ${number} lot:"remplacer B12 par B15"`)
    expect(await held('lots')).toBe('24-117, 24-118, 16, 17, L104, B15')
    await say(`modifier ${number} lot:"B16, pas B15"`)
    expect(await held('lots')).toBe('24-117, 24-118, 16, 17, L104, B16')
    // A new order, and no second thought about the one before.
    await say(`enlève tous les lots de ${number} sauf 24-118`)
    expect(await held('lots')).toBe('24-118')
  })

  it('is asked about when it is not what the record holds', async () => {
    expect(await say(`modifier ${number} lot:"B99, pas B98"`)).toContain(
      `modifier ${number} lot:"ajouter B99"`,
    )
    expect(await say(`modifier ${number} lot:"B16, pas B12, B17"`)).toContain('Je n’ai pas su lire')
    expect(await say(`modifier ${number} marque:"ajouter Ferme Y"`)).toContain('Je n’ai pas su lire')
    expect(await say(`enlève les 3 établissements de ${number}`)).toContain('lequel ?')
    expect(await held('lots')).toBe('24-118')
    expect(await held('brand')).toBe('Ferme des Trois Sapins')
  })

  it('takes away all of them when they are so many', async () => {
    expect(await say('enleve les 2 etablissements')).toContain(
      `modifier ${number} établissement:"retirer les 2"`,
    )
    await say(`enleve les 2 etablissements de ${number}`)
    expect(await held('establishments')).toBeUndefined()
  })

  it('proposes nothing that is the opposite, and replaces a single value that is there', async () => {
    expect(await say(`modifier ${number} danger:"pas listeria"`)).not.toContain('danger:Listeria')
    await say(`modifier ${number} danger:"remplacer salmonelle par escherichia coli"`)
    expect(await held('dangerCategory')).toBe('listeria-monocytogenes')
    await say(`modifier ${number} danger:"salmonelle, pas listeria monocytogenes"`)
    expect(await held('dangerCategory')).toBe('salmonella')
  })
})
