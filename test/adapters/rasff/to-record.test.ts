import { describe, expect, it } from 'vitest'
import { countryCode } from '#adapters/rasff/countries.ts'
import { dangerCategories, dangerWords } from '#adapters/rasff/danger-words.ts'
import { dangerOf, productOf } from '#adapters/rasff/nomenclature-codes.ts'
import { productCategories } from '#adapters/rasff/product-words.ts'
import { readRasff } from '#adapters/rasff/read-rasff.ts'
import { toRecord } from '#adapters/rasff/to-record.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { dangers } from '#core/kinds/nomenclatures/dangers.ts'
import { products } from '#core/kinds/nomenclatures/products.ts'
import { sample } from './sample.ts'

const records = async () =>
  (await Array.fromAsync(readRasff(sample))).flatMap((line) => (line.ok ? [toRecord(line.row, 'mus')] : []))

describe('a notification as an event', () => {
  it('satisfies what a published event must', async () => {
    const schema = kindOf('food-product').publishedSchema('2026-11-22')
    for (const { fields } of await records())
      expect(schema.safeParse(fields)).toMatchObject({ success: true })
  })

  it('carries codes of the nomenclatures and the English words of the source', async () => {
    const [cheese] = await records()
    expect(cheese).toMatchObject({
      origin: 'rasff:2022.0650',
      structureCode: 'mus',
      state: 'closed',
      createdAt: '2022-03-04T08:00:00Z',
      fields: {
        type: 'alerte-nationale',
        source: 'rasff',
        receptionDate: '2022-03-04',
        rasffNumber: '2022.0650',
        dangerCategory: 'listeria-monocytogenes',
        productCategory: 'fromage-cru',
        establishments: [{ country: 'FR' }],
      },
    })
    expect(cheese?.fields.description).toContain('Farmhouse goat cheese from raw milk')
    expect(cheese?.fields.description).toContain('pays notifiant\u00A0: Belgique')
    expect(cheese?.fields.dangerDetails).toBe('Listeria monocytogenes - pathogenic micro-organisms')
  })

  it('keeps references as text, with their zeros', async () => {
    const origins = (await records()).map(({ origin }) => origin)
    expect(origins.slice(0, 2)).toEqual(['rasff:2022.0650', 'rasff:2022.0651'])
  })

  it('gives no code, danger or country where the source says nothing that is known', async () => {
    const [, , , spoon, jar] = await records()
    expect(Object.keys(spoon?.fields ?? {})).not.toContain('dangerCategory')
    expect(Object.keys(spoon?.fields ?? {})).not.toContain('establishments')
    expect(spoon?.fields.description).toContain('European Commission')
    expect(spoon?.fields.description).toContain('Danger\u00A0: non précisé')
    expect(Object.keys(jar?.fields ?? {})).not.toContain('productCategory')
    expect(jar?.fields.type).toBe('action-coordonnee')
  })
})

describe('the danger of a hazard', () => {
  it.each([
    ['Salmonella enterica ser. Enteritidis', 'pathogenic micro-organisms', 'salmonella-enteritidis'],
    ['Salmonella spp. - pathogenic micro-organisms', 'Pathogenic micro-organisms', 'salmonella'],
    ['Salmonella', 'pathogenic micro-organisms', 'salmonella'],
    ['Salmonella Newport - pathogenic micro-organisms', 'Pathogenic micro-organisms', 'autre-salmonella'],
    ['aflatoxins', 'mycotoxins', 'aflatoxine'],
    [
      'Ethylene oxide - unauthorised substance - pesticide residues',
      'Pesticide residues',
      'residu-pesticide-biocide',
    ],
    ['Copper - pesticide residues', 'Pesticide residues', 'residu-pesticide-biocide'],
    ['Lead - heavy metals', 'Heavy metals', 'plomb'],
    ['Lead - migration - migration', 'Migration', 'mcda-autre-contaminant'],
    ['migration of melamine', 'industrial contaminants', 'mcda-melamine'],
    ['Melamine - composition', 'Composition', 'contaminant-melamine'],
    ['milk ingredient undeclared', 'allergens', 'allergene-lait'],
    ['sulphite undeclared', 'food additives and flavourings', 'allergene-sulfite'],
    ['too high content of sulphite', 'food additives and flavourings', 'additif-sulfite'],
    ['Shigatoxin-producing Escherichia coli', 'microbial contaminants (other)', 'escherichia-coli-stec'],
    ['too high count of Escherichia coli', 'microbial contaminants (other)', 'escherichia-coli-non-stec'],
    ['Perchlorate - industrial contaminants', 'Industrial contaminants', 'perchlorate'],
    ['Chlorate - pesticide residues', 'Pesticide residues', 'residu-pesticide-biocide'],
    ['novel food ingredient epimedium - unauthorised - gmo / novel food', 'GMO / novel food', 'novel-food'],
    ['Genetically modified - unauthorised - gmo / novel food', 'GMO / novel food', 'ogm'],
    [
      'prohibited substance chloramphenicol',
      'residues of veterinary medicinal products',
      'residu-mv-a-autre',
    ],
    ['Never heard of', 'mycotoxins', 'contaminant-mycotoxine'],
    ['Never heard of', 'not determined / other', undefined],
  ])('%s (%s) is %s', (name, category, code) => {
    expect(dangerOf([{ name, category }])).toBe(code)
  })

  it('is that of the first hazard whose words are known, before any category', () => {
    const hazards = [
      { name: 'Never heard of', category: 'mycotoxins' },
      { name: 'Cadmium', category: 'heavy metals' },
    ]
    expect(dangerOf(hazards)).toBe('cadmium')
  })
})

describe('the category of a product', () => {
  it.each([
    ['Dried figs', 'Fruits and vegetables', 'autre-fruit-charnu'],
    ['FRESH PEPPER', 'fruits and vegetables', 'legume-solanacee'],
    ['Black pepper', 'Herbs and spices', 'epice'],
    ['Vine leaves in brine', 'Fruits and vegetables', 'legume-feuille'],
    ['SESAME SEEDS', 'Nuts, nut products and seeds', 'oleagineux'],
    ['Smoked salmon', 'Fish and products thereof', 'pt-poisson'],
    ['Swordfish', 'Fish and products thereof', 'produit-aquatique'],
    ['Live oysters', 'Bivalve molluscs and products thereof', 'coquillage-vivant'],
    ['Anything', 'natural mineral waters', 'eau-minerale'],
    ['Anything', 'Moon rocks', undefined],
  ])('%s (%s) is %s', (product, category, code) => {
    expect(productOf(product, category)).toBe(code)
  })
})

describe('the lists', () => {
  it('name only codes of the nomenclatures', () => {
    const dangerCodes = [...dangerWords.map(([, code]) => code), ...Object.values(dangerCategories)]
    expect(dangerCodes.filter((code) => dangers.get(code) === undefined)).toEqual([])
    const productCodes = Object.values(productCategories).flatMap(({ words, otherwise }) => [
      otherwise,
      ...words.map(([, code]) => code),
    ])
    expect(productCodes.filter((code) => products.get(code) === undefined)).toEqual([])
  })

  it('read the countries of both label styles, and those that RASFF names its own way', () => {
    const read = [
      'Germany',
      'Germany (DE)',
      'Turkey',
      'Türkiye',
      'Czech Republic',
      'Viet Nam',
      "Côte d'Ivoire",
      'Hong Kong',
      'Northern Ireland',
      'Bosnia and Herzegovina',
      'Republic of North Macedonia',
      'Kosovo',
      'unknown origin',
      'European Commission',
      '',
    ].map(countryCode)
    expect(read).toEqual([
      'DE',
      'DE',
      'TR',
      'TR',
      'CZ',
      'VN',
      'CI',
      'HK',
      'GB',
      'BA',
      'MK',
      'XK',
      undefined,
      undefined,
      undefined,
    ])
  })
})
