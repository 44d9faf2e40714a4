import { describe, expect, it } from 'vitest'
import type { Nomenclature } from '#core/kinds/kind.ts'
import { dangers } from '#core/kinds/nomenclatures/dangers.ts'
import { outline } from '#core/kinds/nomenclatures/outline.ts'
import { products } from '#core/kinds/nomenclatures/products.ts'
import { nomenclature } from '#core/kinds/nomenclatures/tree.ts'
import { nodeName } from '#core/kinds/read-field.ts'
import { fold } from '#core/query/words.ts'

/** Values under each head, as the official lists count them; the head itself is not one. */
const dangerCounts = {
  'Allergène - composition ou étiquetage': 25,
  Bactérie: 52,
  'Contaminant - autre': 6,
  'Contaminant - métaux et autre élément': 7,
  'Contaminant - mycotoxine': 11,
  'Contaminant - polluant organique persistant': 4,
  'Contaminant - procédé de transformation': 9,
  'Contaminant - toxine': 24,
  'Corps étranger et indésirable': 4,
  'Etablissement - activité non autorisée': 5,
  'Etablissement - perte de maîtrise sanitaire': 12,
  Etiquetage: 7,
  'Ingrédient - additif et auxilliaire technologique': 15,
  'Ingrédient - non autorisé ou dangereux': 29,
  'Levure Moisissure': 1,
  'Médicament vétérinaire': 7,
  Parasite: 10,
  'Pesticide biocide': 1,
  Prion: 3,
  Radionucléide: 1,
  'Substance migrante - MCDA': 7,
  Virus: 10,
  'x Santé animale': 5,
  'x Santé végétale': 1,
}

const productCounts = {
  'Produit laitier': 25,
  'Produit carné': 107,
  'Produit aquatique': 37,
  "Produit d'œuf": 6,
  'Autre produit animal': 10,
  'Analogue végétal': 6,
  'Composé ou cuisiné': 14,
  'Entremet salé, dessert ou confiserie': 9,
  'Huile et margarine végétale': 2,
  'Fruit à coque, graine, céréale et dérivé': 19,
  'Fruit charnu et dérivé': 12,
  'Légume et dérivé': 51,
  'Condiment et herboristerie': 10,
  Boisson: 9,
  'Aliment infantile': 4,
  DADFMS: 2,
  'Améliorant ou auxiliaire': 4,
  'Complément alimentaire': 1,
  'Alimentation animale - matière première végétale': 7,
  'Alimentation animale - matière première autre': 2,
  'Alimentation animale - matière première animale': 8,
  'Alimentation animale - additif, prémélange': 4,
  'Alimentation animale - aliment composé': 14,
  'Alimentation animale - médicamenteux': 2,
  'Alimentation animale - autre': 1,
  'Produit alimentaire indéterminé': 3,
  'Produit non alimentaire': 2,
  'Produit indéterminé': 1,
  Environnement: 2,
}

function countsByHead(tree: Nomenclature): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const node of tree.nodes) {
    const head = tree.get(tree.lineage(node.code).at(-1) ?? '')
    if (head !== undefined && head !== node) counts[head.label] = (counts[head.label] ?? 0) + 1
  }
  return counts
}

const codes = (tree: Nomenclature, written: string): string[] => tree.find(written).map((node) => node.code)

describe('the official trees', () => {
  it('hold the 256 dangers under their 24 heads, head by head', () => {
    expect(countsByHead(dangers)).toEqual(dangerCounts)
    expect(dangers.nodes.length).toBe(256 + 24)
  })

  it('hold the 374 products under their 29 heads, head by head', () => {
    expect(countsByHead(products)).toEqual(productCounts)
    expect(products.nodes.length).toBe(374 + 29)
  })

  it.each([dangers, products])('have short ASCII codes, each once: $label', (tree) => {
    const all = tree.nodes.map((node) => node.code)
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) || code.length > 40)).toEqual([])
  })

  it.each([dangers, products])('find each node by its code alone: $label', (tree) => {
    expect(tree.nodes.filter((node) => codes(tree, node.code).join() !== node.code)).toEqual([])
  })

  it.each([dangers, products])('find each node, or its namesake above it, by its name: $label', (tree) => {
    const lost = tree.nodes.filter((node) => {
      const found = codes(tree, nodeName(tree, node))
      return found.length !== 1 || !tree.lineage(node.code).includes(found[0] ?? '')
    })
    expect(lost).toEqual([])
  })

  it.each([dangers, products])('find the same by a trade word with and without accents: $label', (tree) => {
    for (const node of tree.nodes)
      for (const word of node.words ?? []) {
        const found = codes(tree, word)
        expect(codes(tree, fold(word).toUpperCase())).toEqual(found)
        expect(found.some((code) => tree.lineage(node.code).includes(code))).toBe(true)
      }
  })

  it('give labels and lineages, nearest first, and nothing for an unknown code', () => {
    expect(dangers.lineage('listeria-monocytogenes')).toEqual([
      'listeria-monocytogenes',
      'listeria',
      'bacterie',
    ])
    expect(products.get('vh-bovin')?.label).toBe('VH - Bovin')
    expect(products.get('abatb-petit-gibier-oiseau')?.label).toBe(
      'ABATB - Petit gibier (oiseaux - caille, perdrix, faisan...)',
    )
    expect(dangers.get('nothing-of-that-name')).toBeUndefined()
    expect(dangers.lineage('nothing-of-that-name')).toEqual([])
  })
})

describe('finding in a tree', () => {
  it.each([
    ['bactérie', ['bacterie']],
    ['LISTERIA', ['listeria']],
    ['salmonelles', ['salmonella']],
    ['e coli', ['escherichia-coli']],
    ['stec', ['escherichia-coli-stec']],
    ['botulisme', ['clostridium-botulinum']],
    ['oxyde d’éthylène', ['residu-pesticide-biocide']],
    ['pesticides', ['pesticide-biocide']],
    ['hépatite E', ['virus-hepatite-e']],
    ['lait', ['allergene-lait']],
    ['mélamine', ['contaminant-melamine', 'mcda-melamine']],
    ['clostridium', ['clostridium']],
    ['toxine botulinum', ['clostridium-botulinum']],
    ['licorne', []],
    ['', []],
    ['de la', []],
  ])('reads the danger %j', (written, found) => {
    expect(codes(dangers, written)).toEqual(found)
  })

  it.each([
    ['camembert', ['fromage-cru-croute-fleurie']],
    ['reblochon', ['fromage-cru-presse-non-cuit']],
    ['steaks hachés', ['vh-bovin']],
    ['huître', ['coquillage-vivant']],
    ['saumon fumé', ['pt-poisson']],
    ['poisson', ['poisson-vivant', 'pc-poisson', 'pt-poisson', 'psm-poisson']],
    ['produit vivant poisson', ['poisson-vivant']],
    ['viande hachée de porc', ['vh-porcin']],
    ['fromage', ['fromage-cru', 'fromage-traite-ou-transforme', 'fromage-indetermine']],
    ['complément alimentaire', ['complement-alimentaire']],
  ])('reads the product %j', (written, found) => {
    expect(codes(products, written)).toEqual(found)
  })

  it('suggests the nearest of what is misspelt, and nothing for what is near to nothing', () => {
    expect(dangers.suggest('listeira', 2).map((node) => node.code)).toEqual([
      'listeria',
      'listeria-monocytogenes',
    ])
    expect(dangers.suggest('salmonele', 1)[0]?.code).toBe('salmonella')
    expect(products.suggest('camenbert', 3)[0]?.code).toBe('fromage-cru-croute-fleurie')
    expect(products.suggest('stek haché', 3)[0]?.code).toBe('vh-bovin')
    expect(dangers.suggest('zzzzzzzz', 3)).toEqual([])
    expect(dangers.suggest('', 3)).toEqual([])
  })
})

describe('an outline', () => {
  it('refuses a line without a label, a line too deep, a code that stands twice and an unknown parent', () => {
    expect(() => outline('a')).toThrow('"a"')
    expect(() => outline('a | A\n    b | B')).toThrow('"    b | B"')
    expect(() => outline('a | A\n b | B')).toThrow('" b | B"')
    expect(() => nomenclature('t', 'T', outline('a | A\na | A'))).toThrow('a stands twice')
    expect(() => nomenclature('t', 'T', [{ code: 'a', label: 'A', parent: 'z' }])).toThrow(
      'z, which is unknown',
    )
  })

  it('reads words after a second bar', () => {
    expect(outline('a | A\n  b | B | c, d e')).toEqual([
      { code: 'a', label: 'A', parent: undefined, words: [] },
      { code: 'b', label: 'B', parent: 'a', words: ['c', 'd e'] },
    ])
  })
})
