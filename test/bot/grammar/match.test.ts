import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'

function said(text: string): unknown {
  const found = match(commands, text)
  return 'command' in found ? { ...found, command: found.command.name } : found
}

describe('matching a command', () => {
  it.each([
    ['publier A-2026.1', 'publier', { number: 'A-2026.1' }],
    ['!publier a-2026.1 svp', 'publier', { number: 'A-2026.1' }],
    ['/PUBLIER n° A-2026.1.', 'publier', { number: 'A-2026.1' }],
    ['clore a 2026 1', 'clore', { number: 'A-2026.1' }],
    ['preuve A-2026.1 page 2', 'preuve', { number: 'A-2026.1', page: '2' }],
    ['portée A-2026.1 3', 'portée', { number: 'A-2026.1', page: '3' }],
    ['suivre A2026 1', 'suivre', { number: 'A-2026.1' }],
    ['ne plus suivre l’évènement A-2026.1', 'ne plus suivre', { number: 'A-2026.1' }],
    ['portee A-2026.1', 'portée', { number: 'A-2026.1' }],
    ['mes abonnements', 'mes abonnements', {}],
    ['A-2026.1', 'voir', { number: 'A-2026.1' }],
    ['lier A-2026.1 à A-2026.2', 'lier', { number: 'A-2026.1', other: 'A-2026.2' }],
    ['désabonner n° 12', 'désabonner', { id: '12' }],
    ['desabonner #12', 'désabonner', { id: '12' }],
    ['désabonner 1,5,6', 'désabonner', { id: '1,5,6' }],
    ['désabonner 1 5 et 6', 'désabonner', { id: '1,5,6' }],
    ['désabonner le 5 et le 6 svp', 'désabonner', { id: '5,6' }],
    ['désabonner n° 3, n°4', 'désabonner', { id: '3,4' }],
    ['désabonner tout', 'désabonner', { id: 'all' }],
    ['me désabonner tous', 'désabonner', { id: 'all' }],
    ['point A-2026.1 : « Ça » va\n- là', 'point', { number: 'A-2026.1', text: '« Ça » va\n- là' }],
    ['point de situation : A-2026.1 retiré', 'point', { number: 'A-2026.1', text: 'retiré' }],
    ['message A-2026.1 "Bonjour"', 'message', { number: 'A-2026.1', text: 'Bonjour' }],
    ['cherche-moi les listeria', 'chercher', { text: 'les listeria' }],
    ['chercher "lait cru"', 'chercher', { text: '"lait cru"' }],
    ['créer produit lots:L1', 'créer', { kind: 'food-product', rest: 'lots:L1' }],
    ['créer produit:brie', 'créer', { rest: 'produit:brie' }],
  ])('understands « %s »', (text, command, given) => {
    expect(said(text)).toEqual({ type: 'ready', command, given })
  })

  const spellings = [
    ...['A-2026.3', 'a-2026.3', 'A2026.3', 'a2026.3', 'A 2026.3', 'A - 2026.3', 'n° A-2026.3', 'A-2026.03'],
    ...['a-2026-3', 'A-2026/3', 'A_2026_3', 'A.2026.3', 'A/2026/3', 'A–2026.3', 'A‑2026‑3', 'A-2026,3'],
    ...['a 2026 3', 'A 2026 3', 'A2026 3', '(A-2026.3)', '« A-2026.3 »', '"A-2026.3"', '**A-2026.3**'],
    ...[
      '`A-2026.3`',
      '#A-2026.3',
      '“A-2026.3”',
      "l'évènement A-2026.3",
      'la fiche a 2026 3',
      '2026.3',
      '#2026.3',
    ],
  ]
  const taking = commands.filter(({ arguments: all }) => all.number?.proposesRecent === true)

  it.each(spellings)('reads « %s » alike in every command that takes a number', (written) => {
    for (const { name, arguments: all } of taking) {
      const rest = Object.entries(all).filter(([one, { required }]) => required && one !== 'number')
      const values = rest.map(([, { example }]) => example)
      const found = match(commands, [name, written, ...values].join(' '))
      expect(found, name).toMatchObject({ type: 'ready', command: { name }, given: { number: 'A-2026.3' } })
      for (const [one] of rest)
        expect('given' in found && String(found.given[one]).includes('2026 3'), name).toBe(false)
      expect(all.number?.alone(written), written).toBe('A-2026.3')
    }
  })

  it.each(['2026 3', '2026-3', '2026/3', 'n° 2026 3'])('reads « %s » where nothing follows', (written) => {
    expect(said(`suivre ${written}`)).toMatchObject({ type: 'ready', given: { number: 'A-2026.3' } })
    expect(said(`point ${written} lots rappelés`)).toMatchObject({ type: 'ask', missing: 'number' })
  })

  it.each(['a 2026 3', 'a-2026-3', '(A-2026.3)', 'A2026 3', 'A_2026_3'])(
    'shows the event of « %s » alone',
    (written) => {
      expect(said(written)).toMatchObject({ command: 'voir', given: { number: 'A-2026.3' } })
    },
  )

  it.each(['A-2026.1 as 1', '2026 3', '2026-3', 'a 2026', 'le 2026 3', '3', 'A20263', 'a 1999 3'])(
    'takes « %s » for no event',
    (written) => {
      expect(said(written)).toMatchObject({ type: 'unknown' })
    },
  )

  it('asks for a required argument that is missing, and keeps the others', () => {
    expect(said('point : lot retiré')).toEqual({
      type: 'ask',
      command: 'point',
      given: { text: 'lot retiré' },
      missing: 'number',
    })
    expect(said('publier celle-là')).toMatchObject({ type: 'ask', missing: 'number', seen: 'celle-là' })
    expect(said('publier la fiche')).toMatchObject({ type: 'ask', missing: 'number' })
    expect(said('qui a reçu la fiche ?')).not.toHaveProperty('seen')
  })

  it('does nothing when something is left over that it has no place for', () => {
    expect(said('clore A-2026.1 A-2026.2')).toMatchObject({
      type: 'extra',
      command: 'clore',
      seen: 'A-2026.2',
      understood: 'clore A-2026.1',
    })
  })

  it.each([
    ['ne plsu suivre A-2026.1', 'ne plus suivre A-2026.1'],
    ['shwo A-2026.1', 'show A-2026.1'],
    ['cherhcer lait cru', 'chercher lait cru'],
  ])('proposes a correction of « %s »', (text, suggestion) => {
    expect(said(text)).toMatchObject({ type: 'unknown', suggestions: expect.arrayContaining([suggestion]) })
  })

  it.each([
    ['publeir A-2026.1', 'publier A-2026.1'],
    ['piont A-2026.1 Rappel publié', 'point A-2026.1 Rappel publié'],
    ['rouvirr A-2026.1', 'rouvrir A-2026.1'],
  ])('proposes nothing that would tell people unless it is written: « %s »', (text, sentence) => {
    expect(said(text)).toEqual(
      expect.objectContaining({ type: 'unknown', suggestions: [], retype: [sentence] }),
    )
  })

  it.each(['dépublier A-2026.1', 'declore A-2026.1', 'desuivre A-2026.1', 'dlier A-2026.1', 'unfind brie'])(
    'never proposes the opposite of what was written: « %s »',
    (text) => {
      const found = match(commands, text)
      const opposites = ['publier', 'clore', 'suivre', 'lier', 'find']
      const proposed = found.type === 'unknown' ? [...found.suggestions, ...found.retype] : []
      expect(proposed.filter((one) => opposites.includes(one.split(' ')[0] ?? ''))).toEqual([])
    },
  )

  it.each([
    'ne publie pas A-2026.1',
    'ne point A-2026.1 Rappel publié',
    'n’abonne pas danger:listeria',
    'pas clore A-2026.1',
  ])('takes no word that says no for a misspelt command: « %s »', (text) => {
    expect(said(text)).toMatchObject({ type: 'unknown', suggestions: [], retype: [] })
  })

  it('proposes nothing for what is like no command', () => {
    expect(said('le facteur est passé')).toMatchObject({ type: 'unknown', suggestions: [] })
    expect(said('.')).toMatchObject({ type: 'unknown', suggestions: [], retype: [] })
  })

  it('has a result for any text', () => {
    const words = fc.constantFrom(
      'publier',
      'A-2026.1',
      '!',
      '/',
      ':',
      'ne plus',
      '"',
      'créer',
      'n°',
      '12',
      '\n',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(words).map((all) => all.join(' ')),
        ),
        (text) => {
          expect(['ready', 'ask', 'extra', 'unknown', 'empty']).toContain(match(commands, text).type)
        },
      ),
    )
  })
})

describe('words of politeness', () => {
  it.each([
    'bonne journée',
    'Bonne journée !',
    'bon courage',
    'à demain',
    'a lundi',
    'Merci, bonne fin de journée à tous',
    'merci et à bientôt',
    'bon week-end :)',
    'au revoir',
    'merci beaucoup vigie',
    'Bonne soirée à toi aussi',
    'bien cordialement',
  ])('are answered as such: « %s »', (text) => {
    expect(said(text)).toEqual({ type: 'ready', command: 'merci', given: {} })
  })

  it.each([
    'bonne journée Claire',
    'bon courage pour la suite',
    'à demain matin Paul',
    'bonne après-midi les filles',
  ])('are no mistyped command: « %s »', (text) => {
    expect(said(text)).toMatchObject({ type: 'unknown', suggestions: [], retype: [] })
  })

  it.each([
    ['merci, publier A-2026.1', 'extra'],
    ['abonnr danger:listeria', 'unknown'],
    ['aussi', 'unknown'],
    ['et', 'unknown'],
  ])('are nothing else: « %s »', (text, type) => {
    expect(said(text)).toMatchObject({ type })
  })
})

it.each(['rétracter', 'retracter', 'révoquer', 'effacer la fiche', 'dépublier la fiche', 'supprimer'])(
  'takes « %s » for `retirer`',
  (word) => {
    expect(said(`${word} A-2026.1 doublon`)).toEqual({
      type: 'ready',
      command: 'retirer',
      given: { number: 'A-2026.1', reason: 'doublon' },
    })
  },
)

describe('a request with words around it', () => {
  it.each([
    [
      'Bonjour, merci de créer une fiche pour listeria dans du brie',
      'créer',
      { rest: 'pour listeria dans du brie' },
    ],
    ['Bonjour Vigie, peux-tu publier A-2026.1', 'publier', { number: 'A-2026.1' }],
    ['Pourriez-vous chercher brie', 'chercher', { text: 'brie' }],
    ['bonjour à tous', 'bonjour', { rest: 'à tous' }],
    ['je voudrais être averti des listeria', 'abonner', { query: 'des listeria' }],
    ['mes brouillons', 'chercher', { text: 'état:brouillon' }],
    ['comment publier A-2026.1', 'aide', { topic: 'publier' }],
    ['comment faire pour ne plus suivre une fiche', 'aide', { topic: 'ne plus suivre' }],
  ])('%s', (text, command, given) => {
    expect(said(text)).toMatchObject({ type: 'ready', command, given })
  })

  it('is not greeted only: what was said after the greeting is not understood', () => {
    expect(said('Bonjour, je voulais vous signaler un cas de listeria dans du brie')).toMatchObject({
      type: 'unknown',
      seen: 'je voulais vous signaler un cas de listeria dans du brie',
    })
  })

  it('is proposed as a record where its lines are fields', () => {
    const sheet = 'Danger : Listeria\nDate : 12/11/2026\nDeux cas.'
    for (const text of [sheet, `Bonjour,\n${sheet}`])
      expect(said(text)).toMatchObject({ type: 'unknown', suggestions: [`créer produit\n${sheet}`] })
    expect(said('Remarque : un cas\nDemain : rien')).toMatchObject({ suggestions: [] })
  })

  it('names a person first: nothing is sent, and the sentence is named', () => {
    expect(said('@Luc A-2026.1 bien reçu')).toMatchObject({
      type: 'unknown',
      suggestions: [],
      retype: ['message A-2026.1 @Luc A-2026.1 bien reçu'],
    })
  })
})

describe('several numbers before a text', () => {
  it.each(['note', 'point', 'message', 'modifier'])('are asked about: %s', (command) => {
    for (const joint of [' ', ', ', ' et '])
      expect(said(`${command} A-2026.1${joint}A-2026.2 Un cas.`)).toMatchObject({
        type: 'ask',
        command,
        missing: 'number',
        choices: ['A-2026.1', 'A-2026.2'],
      })
  })

  it('are one when they are the same, and part of the text where they stand in it', () => {
    expect(said('point A-2026.1 A-2026.1 Un cas.')).toMatchObject({
      type: 'ready',
      given: { number: 'A-2026.1', text: 'Un cas.' },
    })
    expect(said('point A-2026.1 voir A-2026.2')).toMatchObject({
      type: 'ready',
      given: { number: 'A-2026.1', text: 'voir A-2026.2' },
    })
    expect(said('lier A-2026.1 A-2026.2')).toMatchObject({ type: 'ready' })
  })
})

it('guesses a question without its question mark, which the guess has of its own', () => {
  expect(said('qui a reçut A-2026.1 ?')).toMatchObject({ suggestions: ['qui a reçu A-2026.1'] })
})
