import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '#bot/command.ts'
import { commands } from '#bot/commands.ts'
import { sentenceOf } from '#bot/grammar/help.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { emptyState, type State, type Talk } from '#bot/talk/state.ts'
import type { TalkTools, Turn } from '#bot/talk/turn.ts'
import { readYesNo } from '#bot/talk/yes-no.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { fold } from '#core/query/words.ts'

const kind = kinds['food-product']
const tools: TalkTools<Command> = {
  commands,
  fill: () => ({
    kind,
    central: false,
    read: () => ({ ok: false, suggestions: [] }),
    misplaced: () => [],
    show: () => [],
  }),
}
const recent = ['A-2026.1', 'A-2026.2'].map((number) => ({ number, version: null }))
const hearing = (talk: Talk | null, text: string, more: Partial<State> = {}): Turn<Command> =>
  decideTurn(tools, { ...emptyState('2026-11-23T09:00:00Z'), talk, recent, ...more }, text)

/** What is done, if anything is: reading is nothing. */
const act = (turn: Turn<Command>) =>
  turn.do === 'run' && turn.command.effect !== 'reads' ? turn.command.name : undefined

const acting = commands.filter(({ effect, opensTalk }) => effect !== 'reads' && opensTalk !== true)
const bare = acting.filter(({ arguments: all }) => Object.values(all).every(({ free }) => free !== true))
const given = {
  number: 'A-2026.1',
  other: 'A-2026.2',
  text: 'rappel confirmé',
  changes: 'lots:L2',
  id: '12',
  above: '5',
  query: 'danger:x',
}
const givenTo = ({ arguments: all }: Command) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => all[name] !== undefined))
const waiting = (command: Command, draft: boolean): Talk => ({
  type: 'confirming',
  command: command.name,
  given: givenTo(command),
  number: 'A-2026.1',
  draft,
  told: 34,
  version: 1,
  resumes: null,
})

const refusal = fc.constantFrom(
  'pas',
  'pas encore',
  'attends',
  'mais pas maintenant',
  'non',
  'non merci',
  'plus tard',
  'surtout pas',
  'stop',
  'seulement le 34',
  'sauf la MUS',
  'nan',
)
/** Words that no command begins with, that are no number, and neither yes nor thanks. */
const stray = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'à Nîmes',
      'pour la 34',
      'la DDPP',
      '?',
      'zut',
      'quand',
      'A-2026.9',
      '3',
      'et 2',
      'A-2026.1 A-2026.2',
    ),
  )
  .filter(
    (text) =>
      /[\p{L}\p{N}?]/u.test(text) &&
      !/^\s*[!/]/.test(text) &&
      // « à A-2026.1 »
      fold(text).trim() !== 'a' &&
      readYesNo(`oui ${text}`).type !== 'yes',
  )
const more = fc.oneof(refusal, stray)
/** « désabonner 12 et 2 » ends both. */
const moreFor = ({ name }: Command) =>
  name === 'désabonner' ? more.filter((text) => !/\d/.test(text)) : more
const yes = fc.constantFrom('oui', 'ok', 'OUI.', 'vas-y', 'oui merci', 'd’accord', '👍')

describe('an act that waits for yes', () => {
  const all = acting
    .filter(({ effect }) => effect === 'tells')
    .map((command) => [command.name, command] as const)

  it.each(all)('is done by yes, and by yes with no other word: %s', (_, command) => {
    for (const draft of [false, true]) expect(act(hearing(waiting(command, draft), 'oui'))).toBe(command.name)
    fc.assert(
      fc.property(yes, more, fc.boolean(), (said, rest, draft) => {
        const talk = waiting(command, draft)
        for (const text of [`${said} ${rest}`, `${said}, ${rest}`, `${rest} ${said}`])
          expect([text, act(hearing(talk, text))]).toEqual([text, undefined])
      }),
      { numRuns: 25 },
    )
  })

  it.each(bare.map((command) => [command.name, command] as const))(
    'is not done by its own words and another: %s',
    (_, command) => {
      fc.assert(
        fc.property(fc.constantFrom(...command.words), refusal, fc.boolean(), (words, rest, draft) => {
          for (const text of [`${words} ${rest}`, `${rest} ${words}`])
            expect([text, act(hearing(waiting(command, draft), text))]).toEqual([text, undefined])
        }),
        { numRuns: 15 },
      )
    },
  )
})

describe('a command that takes numbers only', () => {
  it.each(bare.map((command) => [command.name, command] as const))(
    'does nothing with a word too many: %s',
    (_, command) => {
      const whole = sentenceOf(command, givenTo(command))
      expect(act(hearing(null, whole))).toBe(command.name)
      fc.assert(
        fc.property(moreFor(command), (rest) => {
          for (const text of [`${whole} ${rest}`, `${whole}, ${rest}`])
            expect([text, act(hearing(null, text))]).toEqual([text, undefined])
        }),
        { numRuns: 25 },
      )
    },
  )

  it.each(
    bare.flatMap((command) =>
      hearing(null, command.name).talk?.type === 'asking' ? [[command.name, command] as const] : [],
    ),
  )('asks for the number that it lacks, and takes no answer with a word too many: %s', (_, command) => {
    const { talk } = hearing(null, command.name)
    fc.assert(
      fc.property(
        fc.constantFrom('1', '2', 'oui', 'A-2026.1', 'n° 2', '12'),
        moreFor(command),
        (answer, rest) => {
          for (const text of [`${answer} ${rest}`, `${rest} ${answer}`])
            expect([text, act(hearing(talk, text))]).toEqual([text, undefined])
        },
      ),
      { numRuns: 25 },
    )
    for (const text of ['n A-2026.1', 'no A-2026.1']) expect(act(hearing(talk, text)), text).toBe(undefined)
  })
})

describe('a question that waits', () => {
  const asked = hearing(null, 'point rappel confirmé').talk
  const typed = { command: 'point', given: { text: 'rappel confirmé' } }

  it('gives way to a whole sentence, and is given back', () => {
    const done = hearing(asked, 'point A-2026.6 texte juste')
    expect(done).toMatchObject({
      do: 'run',
      given: { number: 'A-2026.6', text: 'texte juste' },
      talk: null,
      lapsed: typed,
    })
  })

  it('gives way to a newer one: its answer sends the newest words', () => {
    const newer = hearing(asked, 'point le thon est négatif finalement')
    expect(newer).toMatchObject({
      lapsed: typed,
      talk: { given: { text: 'le thon est négatif finalement' } },
    })
    expect(hearing(newer.talk, '1')).toMatchObject({
      do: 'run',
      given: { number: 'A-2026.1', text: 'le thon est négatif finalement' },
    })
  })

  it('for a number takes what follows it for the text that lacks as well, and not beside a text that was typed', () => {
    const bare = hearing(null, 'point').talk
    expect(hearing(bare, 'A-2026.1 ajoute le lot 12')).toMatchObject({
      do: 'run',
      given: { number: 'A-2026.1', text: 'ajoute le lot 12' },
    })
    expect(hearing(asked, 'A-2026.1 ajoute le lot 12')).toMatchObject({ do: 'say', talk: asked })
  })

  it('waits while one reads', () => {
    expect(hearing(asked, 'chercher thon')).toMatchObject({ do: 'run', aside: true, talk: asked })
  })

  it('for a text takes no yes or no for one, and every other word as it is', () => {
    const { talk } = hearing(null, 'point A-2026.1')
    expect(hearing(talk, 'ok')).toMatchObject({ do: 'say', talk })
    expect(hearing(talk, 'non')).toMatchObject({ do: 'say', answer: { type: 'cancelled' }, talk: null })
    // What was typed is what leaves.
    expect(hearing(talk, 'point de vente livré')).toMatchObject({ given: { text: 'point de vente livré' } })
    const long = `point A-2026.2 ${'Le lot est retiré. '.repeat(20)}`
    expect(hearing(talk, long)).toMatchObject({
      given: { number: 'A-2026.2' },
      lapsed: { given: { number: 'A-2026.1' } },
    })
  })

  it('about many people gives way to another act, and not to reading or following', () => {
    const talk = waiting(commands.find(({ name }) => name === 'point') ?? fail(), false)
    expect(hearing(talk, 'point A-2026.2 autre chose')).toMatchObject({ do: 'run', lapsed: talk })
    expect(hearing(talk, 'portée')).toMatchObject({ do: 'run', given: { number: 'A-2026.1' }, talk })
    expect(hearing(talk, 'suivre A-2026.2')).toMatchObject({ do: 'run', talk })
    expect(hearing(talk, 'message bien reçu de tous')).toMatchObject({
      do: 'say',
      talk: { type: 'asking' },
      lapsed: talk,
    })
  })
})

function fail(): never {
  throw new Error('no such command')
}
