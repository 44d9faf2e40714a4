import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { sayer } from './sayer.ts'

let world: World
let ctx: Context
let number = ''
let say: (text: string) => Promise<string>
let held: (field: string) => Promise<unknown>

beforeAll(async () => {
  world = await makeWorld()
  const claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  ctx = world.as(claire)
  const event = await openEvent(ctx, { kind: 'food-product', fields: { ...cheese, lots: 'L1, L2' } })
  number = event.number
  await publishEvent(ctx, { number })
  const paul = await world.agent('Paul Serre', await world.structure('ddpp-30', { dept: '30' }))
  await followEvent(world.as(paul), { number })
  held = async (field) => (await readEvent(ctx, { number })).values[field]
  say = sayer(world, 'claire.vidal@agri.example')
})
afterAll(() => world[Symbol.asyncDispose]())

describe('while a record is filled in', () => {
  it('a sentence that names another changes that one, and never the entry', async () => {
    await say('créer produit danger:listeria lots:Z1')
    await say(`modifier ${number} lots:"ajouter L3"`)
    await say(`pour ${number}, ajoute le lot L4`)
    await say(`ajouter lots:L5 à ${number}`)
    expect(await held('lots')).toBe('L1, L2, L3, L4, L5')
    expect(await say(`${number} lots:L12`)).toContain(`\`modifier ${number} lots:L12\``)
    expect(await say(`mets donc lots:L14 sur la ${number}`)).toContain(`qui nomme **${number}**`)
    expect(await held('lots')).toBe('L1, L2, L3, L4, L5')
    expect(await say('annuler')).toContain('Lots, DLC ou DDM : Z1')
  })

  it('adding takes nothing away', async () => {
    await say('créer produit danger:listeria lots:Z1 produit:"brie"')
    expect(await say('ajouter lots:Z2')).toContain('Z1, Z2')
    expect(await say('ajoute vite lots:Z3')).toContain('Z1, Z2, Z3')
    expect(await say('ajouter produit:"tome"')).toContain('Je n’ai pas su lire « ajouter tome »')
    expect(await say('ajouter marque:"Ferme Y"')).toContain('Marque : Ferme Y')
    const given = await say('annuler')
    expect(given).toContain('Z1, Z2, Z3')
    expect(given).toContain('Dénomination : brie')
  })

  it('the entry outlasts the question about an act that another act takes the place of', async () => {
    await say('créer produit danger:listeria lots:Z1')
    expect(await say(`modifier ${number} lots:L9`)).toContain('**Modifier ?**')
    expect(await say(`modifier ${number} marque:"Ferme Y"`)).toContain('Votre saisie d’une fiche')
    expect(await held('brand')).toBe('Ferme Y')
    expect(await say(`modifier ${number}\nlots:L9`)).toContain('**Modifier ?**')
    expect(await say('ajoute le lot Z7')).toContain('Il manque : numéro')
    expect(await say('créer produit danger:salmonella')).toContain('Une saisie à la fois')
    await say('non')
    expect(await held('lots')).toBe('L1, L2, L3, L4, L5')
    expect(await say('annuler')).toContain('Lots, DLC ou DDM : Z1')
  })

  it('a field of one value is set by adding only when it is empty', async () => {
    expect(await say(`modifier ${number} marque:"ajouter Ferme Z"`)).toContain(
      `« Ferme Y ».\n\nEssayez :\n1. \`modifier ${number} marque:"Ferme Z"\``,
    )
    await say(`modifier ${number} marque:"retirer Ferme Y"`)
    expect(await held('brand')).toBeUndefined()
    await say(`ajouter marque:"Ferme Z" à ${number}`)
    expect(await held('brand')).toBe('Ferme Z')
  })

  it('a word that gives it up is no value, and asks when there is something to lose', async () => {
    await say('créer produit')
    expect(await say('abandonne')).toContain('Saisie abandonnée')
    await say('créer produit danger:listeria lots:Z1')
    expect(await say('laisse tomber')).toContain('**Abandonner cette saisie ?**')
    expect(await say('non')).toContain('**Quel est le type de l’évènement ?**')
    expect(await say('j’abandonne')).toContain('Lots, DLC ou DDM : Z1')
    expect(await say('alerte nationale')).toContain('Noté :\n- Type d’évènement : Alerte produit nationale')
    await say('abandonne')
    expect(await say('oui')).toContain('Saisie abandonnée')
    expect(await say('oui')).toContain('Aucune question')
  })
})

describe('who would be told', () => {
  it('is said of what is withdrawn or linked, and nothing is done', async () => {
    const answer = await say(`retirer ${number} c’est pas la bonne fiche`)
    expect(answer).toContain('Votre phrase semble hésiter')
    expect(await say('qui ?')).toMatch(
      /^Rien n’est encore parti\. 1 destinataire serait averti :\n- \*\*Paul/,
    )
    expect(await say('c’est qui ?')).toContain(': retirer ?')
    expect(await say('non')).toContain('rien n’est parti')
    await say('réglages 0')
    const other = await openEvent(ctx, { kind: 'food-product', fields: { ...cheese, lots: 'L9' } })
    await publishEvent(ctx, { number: other.number })
    await say(`lier ${number} ${other.number}`)
    expect(await say('qui ?')).toContain('**Paul Serre**')
    expect(await say('non')).toContain('rien n’est parti')
  })
})
