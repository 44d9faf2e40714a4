import { type Facts, keyOf } from '#core/query/facts.ts'
import type { Query } from '#core/query/tree.ts'

/**
 * Seeded subscriptions and events, made one by one from their number, so that a million of them need no memory.
 * 35 % ask for a département (half with a domain, half of those with a danger), 15 % for a region and a domain (half
 * with a category), 20 % for 1 to 20 SIREN, 15 % for a danger (half with a category or a département), 10 % for one or
 * two words, 5 % for a whole domain. All have a least severity and the groups that their owner may see; 10 % exclude something.
 */
export interface Wanted {
  readonly id: number
  /** The event has one of each. */
  readonly anyOf: readonly (readonly Value[])[]
  readonly noneOf: readonly Value[]
  readonly words: readonly string[]
  readonly leastSeverity: number
  readonly groups: readonly string[]
}

export interface Value {
  readonly facet: string
  readonly code: string
}

export interface Happening {
  readonly values: readonly Value[]
  readonly words: readonly string[]
  readonly severity: number
}

const sizes = {
  regions: 13,
  depts: 101,
  domains: 4,
  dangers: 200,
  groups: 8,
  categories: 60,
  sirens: 50_000,
  words: 5000,
}
const syllables = [
  'ba',
  'co',
  'di',
  'fu',
  'ga',
  'lo',
  'mi',
  'nu',
  'ra',
  'so',
  'ti',
  'vu',
  'pel',
  'mar',
  'tin',
  'gro',
  'bri',
]

export function wantedOf(id: number): Wanted {
  const random = randomFrom(id * 2 + 1)
  const pick = (facet: keyof typeof sizes) => value(facet, Math.floor(random() * sizes[facet]))
  const kind = random()
  const half = () => random() < 0.5
  const anyOf: Value[][] = []
  const words: string[] = []
  if (kind < 0.35) {
    anyOf.push([pick('depts')])
    if (half()) anyOf.push([pick('domains')])
    if (half()) anyOf.push([pick('dangers')])
  } else if (kind < 0.5) {
    anyOf.push([pick('regions')], [pick('domains')])
    if (half()) anyOf.push([pick('categories')])
  } else if (kind < 0.7) {
    anyOf.push(Array.from({ length: 1 + Math.floor(random() * 20) }, () => pick('sirens')))
  } else if (kind < 0.85) {
    anyOf.push([pick('dangers')])
    if (half()) anyOf.push([pick(half() ? 'categories' : 'depts')])
  } else if (kind < 0.95) {
    words.push(wordAt(random))
    if (half()) words.push(wordAt(random))
  } else {
    anyOf.push([pick('domains')])
  }
  const groups = Array.from({ length: sizes.groups }, (_, at) => value('groups', at).code).filter(() =>
    half(),
  )
  return {
    id,
    anyOf,
    noneOf: random() < 0.1 ? [pick(half() ? 'categories' : 'dangers')] : [],
    words,
    leastSeverity: kind < 0.95 ? 1 + Math.floor(random() * 4) : 5,
    groups: groups.length > 0 ? groups : [value('groups', 0).code],
  }
}

export function happeningOf(number: number): Happening {
  const random = randomFrom(number * 2)
  const several = (facet: keyof typeof sizes, most: number) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => Math.floor(random() * sizes[facet]))
  const depts = [...new Set(several('depts', 3))]
  const values = [
    ...depts.map((at) => value('depts', at)),
    ...depts.map((at) => value('regions', at % sizes.regions)),
    ...several('domains', 1).map((at) => value('domains', at)),
    ...several('dangers', 3).map((at) => value('dangers', at)),
    ...several('categories', 1).map((at) => value('categories', at)),
    ...several('sirens', 5).map((at) => value('sirens', at)),
    ...several('groups', 1).map((at) => value('groups', at)),
  ]
  const words = new Set<string>()
  while (words.size < 80) words.add(wordAt(random))
  const byKey = new Map(values.map((one) => [keyOf(one.facet, one.code), one]))
  return { values: [...byKey.values()], words: [...words], severity: 1 + Math.floor(random() * 5) }
}

export function treeOf({ anyOf, noneOf, words, leastSeverity, groups }: Wanted): Query {
  return {
    op: 'and',
    parts: [
      ...anyOf.map((some): Query => keys(some)),
      ...words.map((text): Query => ({ op: 'text', text, match: 'word' })),
      ...noneOf.map((one): Query => ({ op: 'not', part: keys([one]) })),
      { op: 'range', facet: 'gravite', from: { number: leastSeverity } },
      { op: 'key', facet: 'groups', codes: groups },
    ],
  }
}

export function factsOf({ values, words, severity }: Happening): Facts {
  return {
    keys: values.map(({ facet, code }) => keyOf(facet, code)),
    numbers: { gravite: [severity] },
    text: { A: words.slice(0, 8).join(' '), B: '', C: words.slice(8).join(' '), D: '' },
  }
}

function keys(some: readonly Value[]): Query {
  return { op: 'key', facet: some[0]?.facet ?? '', codes: some.map(({ code }) => code) }
}

function value(facet: keyof typeof sizes, at: number): Value {
  return { facet, code: `${facet.slice(0, 2)}${at}` }
}

/** Three syllables and a digit that no stemmer touches; all words are as frequent. */
function wordAt(random: () => number): string {
  const at = Math.floor(random() * sizes.words)
  const n = syllables.length
  return `${syllables[at % n]}${syllables[Math.floor(at / n) % n]}${syllables[Math.floor(at / n / n) % n]}${at % 10}`
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b)
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
