import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greet } from '#bot/greet.ts'
import { hear } from '#bot/hear.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let numbers: string[] = []
let reading: (number: string) => Promise<string>
let publish: (number: string) => Promise<unknown>
let said = 0

beforeAll(async () => {
  world = await makeWorld()
  const claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  const ctx = world.as(claire)
  for (let at = 0; at < 3; at += 1) {
    const { number } = await openEvent(ctx, { kind: 'food-product', fields: cheese })
    await publishEvent(ctx, { number })
    numbers = [...numbers, number]
  }
  publish = (number) => publishEvent(ctx, { number })
  reading = async (number) => JSON.stringify(await readEvent(ctx, { number }))
})
afterAll(() => world[Symbol.asyncDispose]())

/** @param seat which of her consoles */
async function say(seat: number, text: string): Promise<string> {
  said += 1
  const deps = {
    ...world,
    engine: postgresEngine(world.store),
    undoSeconds: 10,
    log: ({ error }: { error: unknown }) => {
      throw error
    },
  }
  const where = { provider: 'console', from: 'claire.vidal@agri.example', room: 'console' } as const
  const answers = await hear(deps, { ...where, ...(seat === 1 ? {} : { seat }), text, id: `m${said}` })
  return answers.map((answer) => answer.text.replaceAll(/[\u00a0\u202f]/g, ' ')).join('\n')
}

const later = () => world.clock.set(world.clock.now().add({ seconds: 700 }).toString())

describe('a console that is opened again', () => {
  it('recalls the question that stands, and « ok » is no answer to it', async () => {
    const at = { provider: 'console', from: 'claire.vidal@agri.example', room: 'console' } as const
    const deps = { ...world, engine: postgresEngine(world.store), log: () => undefined }
    expect(await greet(deps, at)).toEqual([])
    await say(1, `retirer ${numbers[2]} Doublon d’une autre fiche.`)
    const [recalled] = await greet(deps, at)
    expect(recalled?.text).toContain(`retirer ${numbers[2]}`)
    expect(await greet(deps, { ...at, seat: 2 })).toEqual([])
    expect(await say(1, 'ok')).toContain('`oui` ou `non`')
    expect(await say(1, 'non')).toContain('rien n’est parti')
  })
})

describe('what is taken back', () => {
  it('is the last act of this conversation, and not that of another', async () => {
    const [one = '', two = ''] = numbers
    await say(1, `point ${one} Premier mot.`)
    await say(2, `point ${two} Second mot.`)
    expect(await say(1, 'annuler')).toMatch(/« Premier mot\. » repris/)
    const none = await say(1, 'annuler')
    expect(none).not.toContain('repris (')
    expect(none).toContain(`Dans une autre de vos conversations, votre point de situation (**${two}**)`)
    expect(none).toContain(`\`annuler ${two}\``)
    expect(await reading(two)).toContain('Second mot')
    for (const text of ['attends', 'oups', 'non'])
      expect(await say(1, text), text).toContain(`annuler ${two}`)
    expect(await reading(two)).toContain('Second mot')
    expect(await say(1, `annuler ${two}`)).toMatch(/« Second mot\. » repris/)
    expect(await reading(two)).not.toContain('Second mot')
    later()
  })

  it('is what its number names, and nothing else', async () => {
    const [one = '', two = '', three = ''] = numbers
    await say(1, `point ${one} Mot ancien.`)
    await say(1, `point ${two} Mot nouveau.`)
    for (const text of [`annuler ${three}`, `supprime ${three}`, `retire ${three}`]) {
      const answer = await say(1, text)
      expect(answer, text).not.toContain('repris (')
      await say(1, 'annuler')
      if (answer.includes('pour quel motif')) continue
      // That one was no question, so that « annuler » took the newest back.
      await say(1, `point ${two} Mot nouveau.`)
    }
    expect(await say(1, `annuler ${one}`)).toMatch(/« Mot ancien\. » repris/)
    expect(await reading(two)).toContain('Mot nouveau')
    later()
  })

  it('is not said to have left in one conversation while another may still take it back', async () => {
    const [one = ''] = numbers
    await say(1, `abonner ${one}`)
    await say(1, `point ${one} Mot d’ici.`)
    await say(2, `point ${one} Mot d’ailleurs.`)
    const answer = await say(1, 'annuler')
    expect(answer).toContain('« Mot d’ici. » repris')
    expect(answer).not.toContain('Trop tard')
    expect(await say(2, 'annuler')).toContain('« Mot d’ailleurs. » repris')
    later()
  })

  it('is a link as well, by either of its events or by « oups »', async () => {
    const [one = '', two = ''] = numbers
    for (const text of ['oups', 'annuler', `annuler ${one}`, `annuler ${two}`]) {
      expect(await say(1, `lier ${one} ${two}`), text).toContain(
        'Vous pouvez le reprendre pendant 10 secondes',
      )
      expect(await say(1, text), text).toMatch(/^Lien repris/)
    }
    later()
  })

  it('is not said to leave when it tells nobody', async () => {
    const [one = ''] = numbers
    await say(1, `point ${one} Sans lecteur.`)
    expect(await say(1, 'brie')).toMatch(/peut encore être repris pendant \d+ s/)
    world.clock.set(world.clock.now().add({ seconds: 20 }).toString())
    expect(await say(1, 'annuler')).toContain('personne n’en a été averti')
  })
})

describe('a yes that comes after somebody else has published', () => {
  it('says that it is, and not that a draft is kept', async () => {
    const asked = await say(
      1,
      'créer produit danger:listeria produit:"comté" marque:Causse lots:L9 source:consommateur reçu:hier type:"alerte locale" Odeur.',
    )
    expect(asked).toContain('Publier ?')
    const number = /A-2026\.\d+/.exec(asked)?.[0] ?? ''
    await publish(number)
    const answer = await say(1, 'oui')
    expect(answer).toContain('Il est déjà publié')
    expect(answer).not.toContain('gardé')
  })
})

describe('a question whether to publish', () => {
  it('is not said to keep a draft that its author has withdrawn', async () => {
    const asked = await say(
      1,
      'créer produit danger:listeria produit:"comté" marque:Auriac lots:L8 source:consommateur reçu:hier type:"alerte locale" Goût.',
    )
    expect(asked).toContain('Publier ?')
    const number = /A-2026\.\d+/.exec(asked)?.[0] ?? ''
    await say(2, `retirer ${number} Saisi deux fois.`)
    expect(await reading(number)).toContain('withdrawn')
    expect(await say(1, 'mes abonnements')).not.toMatch(/publier/i)
    expect(await say(1, 'oui')).toContain('Il a été retiré')
  })
})

describe('a second thought about a subscription', () => {
  it('puts it back as it was, and takes back no act before it', async () => {
    const [one = ''] = numbers
    await say(1, `point ${one} Le labo confirme.`)
    const id = /n° (\d+)/.exec(await say(1, 'abonner histamine chaque lundi à 8 h par courriel'))?.[1] ?? ''
    expect(await say(1, 'annuler')).toContain(`L’abonnement n° ${id} (\`histamine\`) est arrêté`)
    expect(await say(1, 'mes abonnements')).not.toContain('histamine')
    expect(await say(1, 'non en fait')).toMatch(/Abonnement \*\*n° \d+\*\* enregistré[\s\S]*`annuler A-/)
    const again = /n° (\d+)\S* `histamine`/.exec(await say(1, 'mes abonnements'))?.[1] ?? ''
    await say(1, `désabonner ${again}`)
    expect(await say(1, 'je me suis trompée')).toMatch(/histamine[\s\S]*courriel[\s\S]*chaque lundi à 8 h/)
    expect(await reading(one)).toContain('Le labo confirme.')
    await say(1, 'abonner brucellose')
    await say(1, 'désabonner tout')
    expect(await say(1, 'annuler')).toMatch(
      /un par un :\n[\s\S]*`abonner histamine[^`]*`[\s\S]*`abonner brucellose/,
    )
  })

  it('is about the act that was done after it', async () => {
    const [one = ''] = numbers
    await say(1, 'abonner ricine')
    await say(1, `point ${one} Mot de trop.`)
    expect(await say(1, 'annuler')).toContain('« Mot de trop. » repris')
    expect(await say(1, 'mes abonnements')).toContain('ricine')
  })
})

describe('a second thought about what waits for nothing', () => {
  it('is about that, and takes back no notice before it', async () => {
    const [one = '', two = ''] = numbers
    for (const [done, back] of [
      [`suivre ${two}`, 'ne suivez plus'],
      [`ne plus suivre ${two}`, 'uiv'],
      ['confirmer au-delà de 5', '20'],
    ] as const) {
      await say(1, `ne plus suivre ${two}`)
      if (done.startsWith('ne plus')) await say(1, `suivre ${two}`)
      await say(1, `point ${one} Un point important.`)
      await say(1, done)
      const answer = await say(1, 'annuler')
      expect(answer, done).not.toContain('repris (')
      expect(answer, done).toContain(back)
      expect(await reading(one), done).toContain('Un point important.')
      expect(await say(1, `annuler ${one}`), done).toContain('repris (')
    }
  })
})
