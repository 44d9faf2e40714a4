import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinSirets, takeCompanyNumbers } from '#core/kinds/company-numbers.ts'
import { establishmentSchema } from '#core/kinds/establishment.ts'
import { readEstablishments } from '#core/kinds/read-establishment.ts'

const post = '35600000009075'

describe('a SIRET', () => {
  it.each([
    'SAS X, 35600000009075',
    'SAS X 35600000009075',
    'SAS X, 356 000 000 09075',
    'SAS X, 356\u00a0000\u00a0000\u00a009075',
    'SAS X, 356\u202f000\u202f000\u202f09075',
    'SAS X, 356-000-000-09075',
    'SAS X, 356.000.000.09075',
    'SAS X, 356000000 09075',
    'SAS X SIRET n° 356 000 000 09075',
    'SAS X, n° SIRET : 356 000 000 09075',
    'SAS X, numéro de SIRET 356 000 000 - 09075',
    'SAS X (SIRET 356 000 000 09075)',
    'SAS X siret:35600000009075',
    'SAS X, siret : 35 60 00 00 00 90 75',
    'SIRET 356 000 000 09075, SAS X',
    'SAS X, siret35600000009075',
    'SAS X, SIRET n. 35600000009075.',
    'SAS X, 35 600 000 009 075',
    'SAS X, 35,600,000,009,075',
    'SAS X, 356,000,000,09075',
    'SAS X, 35 60 00 00 00 90 75',
    'SAS X, 3 5 6 0 0 0 0 0 0 0 9 0 7 5',
    'SAS X, 356_000_000_09075',
    'SAS X, 356’000’000’09075',
    'SAS X, SIREN 356 000 000 NIC 09075',
    'SAS X, SIREN : 356000000, NIC : 09075',
    'SAS X, 356 000 000 (09075)',
  ])('is read in %s', (written) => {
    expect(readEstablishments(written)).toEqual([{ name: 'SAS X', siret: post }])
  })

  it.each([
    'SAS X, SIRET 356 000 000 09075 34700 Lodève',
    'SAS X 356 000 000 09075 34700 Lodève',
    'SAS X, 34700 Lodève, SIRET 356 000 000 09075',
    'SAS X, 34700 Lodève 356 000 000 09075',
  ])('is not mixed up with a postcode in %s', (written) => {
    expect(readEstablishments(written)).toEqual([
      { name: 'SAS X', siret: post, postalCode: '34700', city: 'Lodève', dept: '34' },
    ])
  })

  it.each([
    ['SAS X, 3.56E+13', '3.56E+13', 'un tableur a abrégé ce numéro'],
    ['SAS X, SIRET 3,56E+13, 34700 Lodève', '3,56E+13', 'un tableur a abrégé ce numéro'],
    ['SAS X, 00000000000000', '00000000000000', 'clé de contrôle'],
    ['SAS X, 356 000 000 09076', '35600000009076', 'clé de contrôle'],
    ['SAS X, 12345678200011', '12345678200011', 'clé de contrôle'],
    ['SAS X, SIRET 3560000000907', '3560000000907', '14 chiffres'],
    ['SAS X, SIRET 3560000000907534700 Lodève', '3560000000907534700', '14 chiffres'],
    ['SAS X, SIRET 123', '123', '14 chiffres'],
  ])('that is none is kept for its refusal: %s', (written, siret, rule) => {
    const [found] = readEstablishments(written)
    expect(found).toMatchObject({ name: 'SAS X', siret })
    const { error } = establishmentSchema.safeParse(found)
    expect(error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join()).toContain(rule)
  })
})

describe('a SIREN', () => {
  it.each([
    'SAS X, 552100554',
    'SAS X, 552 100 554',
    'SAS X, SIREN 552-100-554',
    'SAS X, SIREN n° 552.100.554',
    'SAS X, RCS Paris B 552 100 554',
    'SAS X, 552 100 554 RCS Paris',
    'SAS X, siret 552 100 554',
  ])('is kept as such: %s', (written) => {
    expect(readEstablishments(written)).toEqual([{ name: 'SAS X', siren: '552100554' }])
  })

  it('before a postcode is no SIRET', () => {
    expect(readEstablishments('SAS X 552 100 554 34700 Lodève')).toEqual([
      { name: 'SAS X', siren: '552100554', postalCode: '34700', city: 'Lodève', dept: '34' },
    ])
  })

  it('beside its SIRET says nothing more; beside another one it is refused', () => {
    expect(readEstablishments('SAS X, SIREN 356 000 000, SIRET 356 000 000 09075')).toEqual([
      { name: 'SAS X', siret: post },
    ])
    const [found] = readEstablishments('SAS X, SIREN 552 100 554, SIRET 356 000 000 09075')
    expect(establishmentSchema.safeParse(found).error?.issues[0]?.message).toBe(
      'les neuf premiers chiffres du SIRET',
    )
  })

  it('that is none is refused when it was called one, and otherwise stays in the text', () => {
    expect(readEstablishments('SAS X, SIREN 552 100 555')[0]).toMatchObject({ siren: '552100555' })
    expect(readEstablishments('SAS X, 552 100 555, 34700 Lodève')[0]).toMatchObject({
      siren: '552100555',
      city: 'Lodève',
    })
    expect(readEstablishments('SAS X, dossier 552 100 555')).toEqual([
      { name: 'SAS X', city: 'dossier 552 100 555' },
    ])
  })
})

describe('a SIRET in a search', () => {
  it.each([
    ['brie 35 600 000 009 075', 'brie 35600000009075'],
    ['siret:35_600_000_009_075 dept:34', 'siret:35600000009075 dept:34'],
    ['35600 000009075', '35600000009075'],
    ['356 000 000 09075', '356 000 000 09075'],
    ['lot 1234 5678 9012 34', 'lot 1234 5678 9012 34'],
    ['tél 04 67 44 00 00', 'tél 04 67 44 00 00'],
  ])('is in one piece, or as it is printed: %s', (written, asked) => {
    expect(joinSirets(written)).toBe(asked)
  })
})

describe('numbers of a company', () => {
  it.each([
    'tél. 04 67 44 00 00',
    '+33 467 440 000',
    'TVA FR40356000000',
    'lot 12.12.2026',
    'L12345678200010',
  ])('are not read in %s', (text) => {
    expect(takeCompanyNumbers(text)).toEqual({ rest: text })
  })

  it('are never invented: what is read was written, digit by digit', () => {
    const piece = fc.constantFrom(
      '356 000 000 09075',
      '34700',
      '12',
      ' ',
      '-',
      '.',
      'SIRET',
      'n°',
      'rue',
      'E+13',
      '3,5',
      '0',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join(' ')
        const { siret = '', siren = '' } = takeCompanyNumbers(text)
        const digits = text.replace(/\D/g, '')
        expect(digits).toContain(siret.replace(/\D/g, ''))
        expect(digits).toContain(siren.replace(/\D/g, ''))
      }),
    )
  })
})
