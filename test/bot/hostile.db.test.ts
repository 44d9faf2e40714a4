import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatMessage, QuotedMessage } from '#bot/chat.ts'
import { commands } from '#bot/commands.ts'
import type { Surprise } from '#bot/hear.ts'
import { hearOnce } from '#bot/once.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { controls, isHostile, keptTexts, unseen } from '#test/hostile.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
const surprises: Surprise[] = []
let said = 0

beforeAll(async () => {
  world = await makeWorld()
  const mus = await world.structure('mus', { level: 'central' })
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  const anne = world.as(await world.agent('Anne Roy', mus))
  await world.agent('Claire Vidal', herault)
  for (const _ of [1, 2]) {
    const { number } = await openEvent(anne, { kind: 'food-product', fields: cheese })
    await publishEvent(anne, { number })
  }
})
afterAll(() => world[Symbol.asyncDispose]())

const quoted: QuotedMessage = {
  id: '$cité',
  from: '@eva:ailleurs.example',
  name: `Eva${unseen}\u0000`,
  text: `Résultat${unseen}\u0000 positif`,
  at: '2026-11-23T08:00:00Z',
  files: [{ name: `exe\u202E.pdf\u0000`, mediaType: 'text/plain', bytes: Buffer.from('x') }],
}

async function say(text: string, more: Partial<ChatMessage> = {}): Promise<string[]> {
  said += 1
  const deps = {
    ...world,
    engine: postgresEngine(world.store),
    log: (surprise: Surprise) => surprises.push(surprise),
    fetchMessage: async () => quoted,
  }
  const message = {
    provider: 'console',
    from: 'anne.roy@agri.example',
    room: 'salon',
    id: `m${said}`,
  } as const
  const { answers } = await hearOnce(deps, { ...message, text, ...more })
  return answers.map((answer) => answer.text)
}

/** Behind each word, between two letters of each, and before everything. */
function* hostileForms(sentence: string): Generator<string> {
  const put = `${unseen}${controls.join('')}`
  yield put + sentence
  yield sentence.replaceAll(/(?<=\S)(?=\s|$)/g, put)
  yield sentence.replaceAll(/(?<=\p{L})(?=\p{L})/gu, unseen)
}

describe('every command, whatever characters come in', () => {
  const examples = commands.flatMap(({ examples }) =>
    examples.map((example) => example.replaceAll('.12', '.1')),
  )

  it.each(examples)('hears « %s » as if they were not there', async (example) => {
    const about = { about: '$cité', files: quoted.files }
    for (const form of hostileForms(example)) {
      const answers = await say(form, about)
      expect(answers.filter(isHostile)).toEqual([])
      await say('annuler')
    }
    expect(surprises).toEqual([])
  })

  it('understands a number and a word through them', async () => {
    expect((await say(`v\u200boir A-2026\u2060.1`)).join()).toContain('Brie de Meaux')
    expect((await say('chercher br\u00adie')).join()).toContain('pour `brie`')
  })

  it('hears nothing in a message that is empty once they are gone', async () => {
    expect(await say('note A-2026.1 \u200b\u200b')).toEqual([expect.stringContaining('quel texte')])
    await say('annuler')
  })

  it.each(examples)(
    'cuts what it quotes of « %s » and signs behind it between two signs',
    async (example) => {
      for (const pad of ['', 'x']) {
        const answers = await say(`${example} ${pad}${'🧀'.repeat(400)}`)
        expect(answers.filter((answer) => !answer.isWellFormed())).toEqual([])
        await say('annuler')
      }
      expect(surprises).toEqual([])
    },
  )

  it('is surprised by no text at all', async () => {
    const part = fc.oneof(
      fc.constantFrom(...controls, ...unseen, ...examples.flatMap((example) => example.split(' '))),
      fc.string({ unit: 'binary', maxLength: 5 }),
    )
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(' '))
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        await say(text)
        expect(surprises).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('keeps none of it', async () => {
    const kept = await keptTexts(world.store)
    expect(kept.some((text) => text.includes('L2381'))).toBe(true)
    expect(kept.filter(isHostile)).toEqual([])
  })
})
