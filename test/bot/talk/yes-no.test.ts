import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAcknowledgement, isYesOrNo, readYesNo, refuses } from '#bot/talk/yes-no.ts'

const yes = [
  'oui',
  'OUI.',
  'oui!!',
  'ouais',
  'ok',
  'vasy',
  'Vas-y',
  'vas y',
  'd’accord',
  'c’est bon',
  'yes',
  '👍',
  '👍🏽',
  '✔️',
]
const politeYes = [
  'oui merci',
  'ok vas-y',
  'oui, stp',
  'oui oui',
  'Oui, publie',
  'allez ok',
  'merci oui 🙏',
  'ok Vigie, envoie',
]
const no = [
  'non',
  'nan',
  'Non merci',
  'stop',
  'pas maintenant',
  'pas encore',
  'plus tard',
  'attends',
  'attendez svp',
  'laisse tomber',
  'n’envoie pas',
  '❌',
  'surtout pas',
  'non non',
  'garder le brouillon',
  'oui non',
  'ne publie pas',
] as const
const noAndMore = [
  'oui mais attends Paul',
  'publie pas',
  'oui pour la 34 seulement',
  'ok sauf le lot 2',
  'publier plus tard ce soir',
  'publier mais juste pour la DDPP 34',
  'oui demain',
  'oui quand Paul aura dit non',
]

describe('an answer to yes or no', () => {
  it.each([...yes, ...politeYes])('is yes: %s', (text) => {
    expect(readYesNo(text, ['publier', 'publie'])).toEqual({ type: 'yes' })
  })

  it.each(no)('is no: %s', (text) => {
    expect(readYesNo(text, ['publier', 'publie'])).toMatchObject({ type: 'no' })
    expect(isYesOrNo('pas encore')).toBe(true)
  })

  it.each(noAndMore)('is no when a word of it refuses: %s', (text) => {
    expect(readYesNo(text, ['publier', 'publie'])).toMatchObject({ type: 'no' })
  })

  it.each([
    ['oui pour la 34', 'pour la 34'],
    ['ok ?', '?'],
    ['publie à Nîmes', 'à Nîmes'],
    ['oui 1', '1'],
    ['merci', 'merci'],
    ['🤔', '🤔'],
    ['', ''],
  ])('is neither when a word of it is not known: %s', (text, seen) => {
    expect(readYesNo(text, ['publie'])).toEqual({ type: 'other', seen })
  })

  it('is no yes when it hesitates: « oui… », « ok... »', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...yes, ...politeYes),
        fc.constantFrom('…', '...', '..', ' …', ' ?', '?', '??', ' ?!', '… ?', '\u00a0?'),
        (said, after) => {
          expect(readYesNo(`${said}${after}`).type, `${said}${after}`).toBe('other')
        },
      ),
    )
    for (const text of ['oui.', 'oui !', 'ok!!', 'oui,']) expect(readYesNo(text).type, text).toBe('yes')
  })

  it('that hesitates, or says nothing, is given back without the spaces around it', () => {
    expect(readYesNo(' oui… ')).toEqual({ type: 'other', seen: 'oui…', hesitant: true })
    expect(readYesNo(' \n ')).toEqual({ type: 'other', seen: '' })
  })

  it('refuses by « n’ » as by « ne », and does nothing else', () => {
    for (const text of ['n’envoie rien', 'n’envoie pas', 'N’EN ENVOIE AUCUN'])
      expect(readYesNo(text), text).toMatchObject({ type: 'no' })
    expect(readYesNo('n’envoie pas')).toEqual({ type: 'no', exact: true })
    expect(refuses('n’en fais rien')).toBe(true)
    expect(refuses('n’en fais rien lundi')).toBe(false)
  })

  it('is an answer to yes or no when it says nothing else, and hesitating is one', () => {
    for (const text of ['oui', 'non merci', 'oui…']) expect(isYesOrNo(text), text).toBe(true)
    for (const text of ['non, la 34', 'la 34', '']) expect(isYesOrNo(text), text).toBe(false)
  })

  it('may be said of something else that was read since when it only takes note', () => {
    for (const text of ['ok', 'parfait, merci', '👍']) expect(isAcknowledgement(text), text).toBe(true)
    for (const text of ['merci', 'oui', 'ok la 34', 'parfait pour la 34', ''])
      expect(isAcknowledgement(text), text).toBe(false)
  })

  it('is never yes with anything before or after it that is not politeness', () => {
    const word = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('pas', 'mais', '34', 'demain', 'non', '?', 'A-2026.1'),
      )
      .filter((text) => /[\p{L}\p{N}?]/u.test(text) && readYesNo(`oui ${text}`).type !== 'yes')
    fc.assert(
      fc.property(fc.constantFrom(...yes, ...politeYes), word, (said, more) => {
        for (const text of [`${said} ${more}`, `${more} ${said}`, `${said}\n${more}`])
          expect(readYesNo(text).type).not.toBe('yes')
      }),
    )
    // What the filter lets through is the few words that say yes or thank; of random words there are none.
    for (const text of ['zut', 'x', 'la', 'encore', 'Paul', 'tout', 'le reste', '1'])
      expect(readYesNo(`oui ${text}`).type).not.toBe('yes')
  })
})
