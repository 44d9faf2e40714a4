import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFields } from '#bot/grammar/fields.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { readField } from '#core/kinds/read-field.ts'

const { fields } = kinds['food-product']
// A Monday.
const today = '2026-11-23'

function reads(name: string, written: string): boolean {
  const field = fields.find((one) => one.name === name)
  return field !== undefined && readField(field, written, today).ok
}

function dayIn(text: string): { day: string | undefined; written: string; free: string } {
  const { given, free } = readFields(text, fields, { prose: true, reads })
  const written = given.find(({ field }) => field === 'receptionDate')?.written ?? ''
  const [field] = fields.filter(({ name }) => name === 'receptionDate')
  const value = field === undefined ? undefined : readField(field, written, today)
  return { day: value?.ok === true ? String(value.value) : undefined, written, free }
}

describe('a day of several words without quotation marks', () => {
  it.each([
    ['hier', '2026-11-22'],
    ['hier soir', '2026-11-22'],
    ['hier matin', '2026-11-22'],
    ['hier à 14h30', '2026-11-22'],
    ['hier vers 15 h', '2026-11-22'],
    ['hier vers 15 h 30', '2026-11-22'],
    ['hier en fin de journée', '2026-11-22'],
    ['avant-hier au soir', '2026-11-21'],
    ['avant hier', '2026-11-21'],
    ['ce matin', '2026-11-23'],
    ['ce matin à 9h', '2026-11-23'],
    ['cet après-midi', '2026-11-23'],
    ['lundi dernier', '2026-11-16'],
    ['Vendredi', '2026-11-20'],
    ['vendredi 20 novembre', '2026-11-20'],
    ['le vendredi 20/11', '2026-11-20'],
    ['vendredi soir', '2026-11-20'],
    ['le 12', '2026-11-12'],
    ['le 12 novembre', '2026-11-12'],
    ['le 12 Novembre 2025', '2025-11-12'],
    ['12 nov. 2025', '2025-11-12'],
    ['12/11/2026 à 14h30', '2026-11-12'],
    ['12/11 au soir', '2026-11-12'],
    ['il y a 3 jours', '2026-11-20'],
    ['il y a trois jours', '2026-11-20'],
    // It may be two days, or none: it is asked about, with all its words.
    ['cette nuit', undefined],
    ['hier dans la nuit', undefined],
    ['la semaine dernière', undefined],
    ['lundi', undefined],
    ['lundi prochain', undefined],
    ['jeudi 20 novembre', undefined],
    ['il y a longtemps', undefined],
  ])('%j is taken whole, before a sentence', (said, day) => {
    for (const after of ['Deux autocontrôles positifs.', '12 malades.', 'chez un grossiste'])
      expect(dayIn(`danger:listeria reçu:${said} ${after}`)).toMatchObject(
        said === 'il y a longtemps' ? { day } : { day, free: after },
      )
  })

  it.each([
    ['reçu:hier à la cantine de Nîmes', 'à la cantine de Nîmes'],
    ['reçu:hier deux jours après la vente', 'deux jours après la vente'],
    ['reçu:hier Soirée de Noël', 'Soirée de Noël'],
    ['reçu:hier. Soir de marché.', 'Soir de marché.'],
    ['reçu:hier, matin de marché', 'matin de marché'],
    ['reçu:hier\nmatin de marché', 'matin de marché'],
    ['reçu:12/11 15 malades', '15 malades'],
    ['reçu:12 novembre 15 malades', '15 malades'],
    ['reçu:le 12 3 malades', '3 malades'],
  ])('%j leaves what speaks of no time', (text, free) => {
    expect(dayIn(text)).toMatchObject({ free })
    expect(dayIn(text).day).toBeDefined()
  })

  it('ends where a field begins, and where quotation marks do', () => {
    expect(dayIn('reçu:hier soir:x')).toMatchObject({ written: 'hier' })
    expect(dayIn('reçu:"hier" soir')).toMatchObject({ written: 'hier', free: 'soir' })
  })

  it('loses no word, whatever follows', () => {
    const words =
      'hier ce le soir nuit matin il y a 3 12 2026 novembre dernier jours Deux cas, à 14h30 h .'.split(' ')
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (after) => {
        const { written, free } = dayIn(`reçu:hier ${after.join(' ')}`)
        const plain = (text: string) => text.replaceAll(/[.,\s]/g, '')
        expect(plain(`${written}${free}`)).toBe(plain(`hier${after.join('')}`))
      }),
    )
  })
})
