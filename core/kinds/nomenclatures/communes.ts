import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { analyse } from '../../query/words.ts'
import { nameKey } from './names.ts'
import { territoryOf } from './territories.ts'

/** A commune of the official list, former ones and the arrondissements of the three large cities included. */
export interface Commune {
  /** A key of names.ts, abbreviations written out. */
  readonly key: string
  /** Code of its département or collectivity. */
  readonly dept: string
}

/** Those of a postcode; none when it is of a CEDEX, or of no place in France. */
export function communesAt(postalCode: string): readonly Commune[] {
  return list().byPostalCode.get(postalCode) ?? []
}

/** Every département that has a commune of exactly this name: several for homonyms. */
export function deptsOfCommune(written: string): ReadonlySet<string> {
  return list().byKey.get(communeKey(written)) ?? none
}

/** As names are compared: `St-Martin s/ Loire` is `Saint-Martin-sur-Loire`; `Lyon 3e`, `Paris XIIe arrondissement` are Lyon and Paris. */
export function communeKey(written: string): string {
  const words = nameKey((written.split(/\bcedex\b/i, 1)[0] ?? '').replace(/\bs\/s?\b\s?/gi, ' sur '))
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
  return arrondissement.exec(words)?.[1] ?? words
}

const arrondissement =
  /^(paris?|lyon|marseille) (?:0?[1-9]|1\d|20|[ivx]+)(?: ?(?:er|e|em|eme|ieme|nd|e me))?(?: arr(?:ondissement)?)?$/

interface List {
  readonly byPostalCode: ReadonlyMap<string, readonly Commune[]>
  readonly byKey: ReadonlyMap<string, ReadonlySet<string>>
  readonly names: readonly string[]
}

let stems: ReadonlySet<string> | undefined

/** The words of all their names, as they are searched. */
export function communeStems(): ReadonlySet<string> {
  stems ??= new Set(list().names.flatMap((name) => analyse(name).map(({ stem }) => stem)))
  return stems
}

const none: ReadonlySet<string> = new Set()
const require = createRequire(import.meta.url)
const file = z.array(
  z.object({ nom: z.string(), departement: z.string(), codesPostaux: z.array(z.string()).optional() }),
)
let known: List | undefined

/** Reads the list now rather than in the middle of a conversation: nine megabytes, which most commands never need. */
export function loadCommunes(): void {
  list()
}

function list(): List {
  known ??= read()
  return known
}

function read(): List {
  const path = require.resolve('@etalab/decoupage-administratif/data/communes.json')
  const byPostalCode = new Map<string, Commune[]>()
  const byKey = new Map<string, Set<string>>()
  const names: string[] = []
  for (const { nom, departement: dept, codesPostaux = [] } of file.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  )) {
    if (territoryOf(dept) === undefined) continue
    const key = communeKey(nom)
    names.push(nom)
    for (const code of codesPostaux) add(byPostalCode, code, { key, dept })
    byKey.set(key, (byKey.get(key) ?? new Set()).add(dept))
  }
  return { byPostalCode, byKey, names }
}

function add(lists: Map<string, Commune[]>, code: string, commune: Commune): void {
  const known = lists.get(code)
  if (known === undefined) lists.set(code, [commune])
  else known.push(commune)
}
