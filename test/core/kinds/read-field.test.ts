import { describe, expect, it } from 'vitest'
import { formatDay, parseDay } from '#core/kinds/days.ts'
import { foodProduct } from '#core/kinds/food-product.ts'
import { type FieldReading, readField } from '#core/kinds/read-field.ts'
import { shownFields } from '#core/kinds/show.ts'
import { fullFields } from './food-example.ts'

const today = '2026-11-22'

function read(name: string, written: string): FieldReading {
  const field = foodProduct.fields.find((each) => each.name === name)
  if (field === undefined) throw new Error(`no field ${name}`)
  return readField(field, written, today)
}

describe('reading a field', () => {
  it.each([
    ['brand', '  Ferme de\n l’Orée ', 'Ferme de l’Orée'],
    ['description', ' a\r\nb ', 'a\nb'],
    ['type', 'alerte locale', 'alerte-locale'],
    ['type', 'ALERTE PRODUIT NATIONALE', 'alerte-nationale'],
    ['type', 'alerte-nationale', 'alerte-nationale'],
    ['source', 'rasff', 'rasff'],
    ['actions', 'les trois', 'rappel-communique-controle'],
    ['unit', 'ufc/g', 'UFC/g'],
    ['unit', '/10g', '/10g'],
    ['unit', 'µg/kg', 'ug/kg'],
    ['unit', '%', '%'],
    ['dangerCategory', 'stec', 'escherichia-coli-stec'],
    ['productCategory', 'brie', 'fromage-cru-croute-fleurie'],
    ['receptionDate', 'hier', '2026-11-21'],
    ['strains', '23-L-1, 23-L-2;23-L-1', ['23-L-1', '23-L-2']],
  ])('takes %s: %j', (name, written, value) => {
    expect(read(name, written)).toEqual({ ok: true, value })
  })

  it('asks which one when a word names several, in names that are read', () => {
    const reading = read('productCategory', 'poisson')
    expect(reading).toEqual({
      ok: false,
      suggestions: ['Produit vivant > Poisson', 'PC - Poisson', 'PT - Poisson', 'PSM - Poisson'],
    })
    expect(read('productCategory', 'Produit vivant > Poisson')).toEqual({ ok: true, value: 'poisson-vivant' })
  })

  it('suggests the nearest values, and else the list, for what it does not know', () => {
    expect(read('dangerCategory', 'listeira')).toMatchObject({
      ok: false,
      suggestions: expect.arrayContaining(['Listeria']),
    })
    expect(read('storageTemperature', 'surgelle')).toEqual({ ok: false, suggestions: ['Surgelé'] })
    expect(read('storageTemperature', 'qwxyz')).toEqual({
      ok: false,
      suggestions: ['Réfrigéré', 'Surgelé', 'Ambiante'],
    })
    expect(read('dangerCategory', 'qwxyz')).toEqual({ ok: false, suggestions: [] })
  })

  it.each(['brand', 'description', 'strains', 'establishments', 'dangerCategory'])(
    'takes nothing for %s',
    (name) => {
      expect(read(name, ' \n')).toEqual({ ok: false, suggestions: [] })
    },
  )

  it('says what a date can look like', () => {
    expect(read('receptionDate', 'bientôt')).toEqual({
      ok: false,
      suggestions: ['aujourd’hui', 'hier', '20 novembre 2026'],
    })
  })
})

describe('a day that is asked about', () => {
  // Monday to Sunday.
  const week = Array.from({ length: 7 }, (_, more) => `2026-11-${16 + more}`)
  const field = foodProduct.fields.find(({ type }) => type === 'day')
  const choices = (written: string, day: string): readonly string[] => {
    const reading = field === undefined ? undefined : readField(field, written, day)
    return reading?.ok === false ? reading.suggestions : []
  }

  it.each([
    'cette nuit',
    'lundi',
    'mardi soir',
    'dimanche',
    'bientôt',
    '20',
    '30/02/2026',
    'lundi prochain',
    '',
  ])('%j is given choices that are as many days, whatever the day is', (written) => {
    for (const today of week) {
      const offered = choices(written, today)
      const days = offered.map((one) => parseDay(one, today))
      expect(days).not.toContain(undefined)
      expect(new Set(days).size).toBe(offered.length)
    }
  })

  it('is given the days that it may mean', () => {
    expect(choices('cette nuit', '2026-11-22')).toEqual(['aujourd’hui', 'hier'])
    expect(choices('dimanche', '2026-11-22')).toEqual(['aujourd’hui', '15 novembre 2026'])
    expect(choices('dimanche', '2026-11-23')).toEqual([])
  })
})

describe('reading establishments', () => {
  it.each([
    [
      'Fromagerie X, 34700 Lodève, SIRET 123 456 782 00010',
      { name: 'Fromagerie X', siret: '12345678200010', postalCode: '34700', dept: '34', city: 'Lodève' },
    ],
    ['Fromagerie X 12345678200010', { name: 'Fromagerie X', siret: '12345678200010' }],
    [
      'Huîtres Y, Sète (FR 34.301.050 CE)',
      { name: 'Huîtres Y', approval: '34.301.050', dept: '34', city: 'Sète' },
    ],
    [
      'Huîtres Y, agrément sanitaire n° FR 34.301.050 CE, Sète',
      { name: 'Huîtres Y', approval: '34.301.050', dept: '34', city: 'Sète' },
    ],
    [
      'Huîtres Y, FR-34-301-050-CE, 34200 Sète',
      { name: 'Huîtres Y', approval: '34.301.050', dept: '34', postalCode: '34200', city: 'Sète' },
    ],
    [
      'Abattoir Y, agrément 2a.004.001, Ajaccio (2A)',
      { name: 'Abattoir Y', approval: '2A.004.001', dept: '2A', city: 'Ajaccio' },
    ],
    ['Dairy Z, Cork, Irlande', { name: 'Dairy Z', city: 'Cork', country: 'IE' }],
    ['X, Hérault', { name: 'X', dept: '34' }],
    [
      'X, 97410 Saint-Pierre, détaillant',
      { name: 'X', postalCode: '97410', dept: '974', city: 'Saint-Pierre', operator: 'détaillant' },
    ],
    ['X, siret 123', { name: 'X', siret: '123' }],
  ])('understands %j', (written, value) => {
    expect(read('establishments', written)).toEqual({ ok: true, value: [value] })
  })

  it('reads back what is shown', () => {
    const [shown] = shownFields(foodProduct, { establishments: fullFields.establishments }, 'full')
    const [first, second] = fullFields.establishments
    const { country: _, ...french } = first
    expect(read('establishments', shown?.value ?? '')).toEqual({ ok: true, value: [french, second] })
  })
})

describe('a day that a person wrote', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['20/11/2026', '2026-11-20'],
    ['20-11-26', '2026-11-20'],
    ['20.11.2026', '2026-11-20'],
    ['20 novembre 2026', '2026-11-20'],
    ['1er déc. 2025', '2025-12-01'],
    ['20/11', '2026-11-20'],
    ['25/12', '2025-12-25'],
    ['3 août', '2026-08-03'],
    ['Aujourd’hui', '2026-11-22'],
    ['avant-hier', '2026-11-20'],
    ['demain', '2026-11-23'],
    // Sunday.
    ['hier soir', '2026-11-21'],
    ['hier matin', '2026-11-21'],
    ['avant hier', '2026-11-20'],
    ['avant-hier après-midi', '2026-11-20'],
    ['ce matin', '2026-11-22'],
    ['cet après-midi', '2026-11-22'],
    ['aujourd’hui en fin de journée', '2026-11-22'],
    ['il y a 3 jours', '2026-11-19'],
    ['il y a deux jours', '2026-11-20'],
    ['lundi', '2026-11-16'],
    ['Lundi dernier', '2026-11-16'],
    ['samedi soir', '2026-11-21'],
    ['dimanche dernier', '2026-11-15'],
    ['le 20 novembre', '2026-11-20'],
    ['le 20/11', '2026-11-20'],
    ['le 20', '2026-11-20'],
    ['le 31', '2026-10-31'],
    ['le 23', '2026-10-23'],
    ['hier à 14h30', '2026-11-21'],
    ['hier, vers 15 h', '2026-11-21'],
    ['ce matin à 9 h', '2026-11-22'],
    ['20/11/2026 à 14h30', '2026-11-20'],
    ['20 novembre au soir', '2026-11-20'],
    ['vendredi 20 novembre', '2026-11-20'],
    ['le vendredi 20', '2026-11-20'],
    ['jeudi 20 novembre', undefined],
    // It may be two days.
    ['dimanche', undefined],
    ['hier dans la nuit', undefined],
    ['hier à 25 h', undefined],
    ['cette nuit', undefined],
    ['lundi prochain', undefined],
    ['le 32', undefined],
    ['20', undefined],
    ['il y a longtemps', undefined],
    ['30/02/2026', undefined],
    ['2026-13-01', undefined],
    ['novembre 2026', undefined],
    ['2026', undefined],
    ['', undefined],
    ['12 brumaire', undefined],
  ])('%j is %j', (written, expected) => {
    expect(parseDay(written, today)).toBe(expected)
  })

  it('is read from what is shown', () => {
    for (const day of ['2026-02-01', '2026-08-15', '2024-02-29', '2026-12-31'])
      expect(parseDay(formatDay(day), today)).toBe(day)
  })
})

describe('a word that two sources share', () => {
  it('is asked about, with both', () => {
    const field = foodProduct.fields.find(({ name }) => name === 'source')
    expect(field && readField(field, 'autocontrôle', '2026-11-23')).toEqual({
      ok: false,
      suggestions: ['Autocontrôle notifié produit', 'Autocontrôle notifié environnement'],
    })
  })
})
