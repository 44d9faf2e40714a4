import type { EventState } from '../events/event.entity.ts'
import { dayNumber, type Facts, keyOf, type TextWeight } from '../query/facts.ts'
import { numberCode } from './common-facets.ts'
import { facetNames } from './facet-names.ts'
import type { Establishment, Field, Fields, FieldValue, KindCode, Nomenclature } from './kind.ts'
import { kinds } from './kinds.ts'
import { countries } from './nomenclatures/countries.ts'
import { slug } from './nomenclatures/names.ts'
import { departments, regions, territoryOf } from './nomenclatures/territories.ts'
import { inWords } from './show.ts'
import { formatSiren, formatSiret, sirenOf } from './siret.ts'

/** What facts are made of: the event as it stands in the database. */
export interface FactsSource {
  readonly kind: KindCode
  readonly number: string
  readonly state: EventState
  /** The structure that opened it; its region and département by INSEE code. */
  readonly structure: {
    readonly code: string
    readonly label: string
    readonly region?: string | null | undefined
    readonly dept?: string | null | undefined
  }
  readonly fields: Fields
  readonly createdAt: Date
  readonly publishedAt?: Date | null | undefined
  readonly updatedAt: Date
  /** The texts of the journal, when they are to be searched. */
  readonly journal?: string
}

/** Everything that can be asked of an event. */
export function factsOf(source: FactsSource): Facts {
  const { fields } = kinds[source.kind]
  const filled = fields.flatMap((field) => {
    const value = source.fields[field.name]
    return value === undefined ? [] : [{ field, value }]
  })
  const keys = [...commonKeys(source), ...filled.flatMap(({ field, value }) => keysOf(field, value))]
  return {
    keys: [...new Set(keys)].sort(),
    numbers: { ...commonNumbers(source), ...daysOf(filled) },
    text: textOf(source, filled),
  }
}

interface Filled {
  readonly field: Field
  readonly value: FieldValue
}

function commonKeys(source: FactsSource): string[] {
  const { kind, number, structure } = source
  return [
    keyOf(facetNames.kind, kind),
    keyOf(facetNames.domain, kinds[kind].domain),
    ...stateKeys(source),
    keyOf(facetNames.number, numberCode(number)),
    keyOf(facetNames.structure, slug(structure.code)),
    ...placeKeys(structure.dept ?? undefined, structure.region ?? undefined),
  ]
}

/** A draft that was withdrawn was never published: for rights, which keep drafts within their structure, it is still one. */
function stateKeys({ state, publishedAt }: FactsSource): string[] {
  const states: EventState[] = state === 'withdrawn' && !publishedAt ? [state, 'draft'] : [state]
  return states.map((one) => keyOf(facetNames.state, one))
}

function placeKeys(dept: string | undefined, region: string | undefined): string[] {
  const around = region ?? (dept === undefined ? undefined : territoryOf(dept)?.region)
  return [
    ...(dept === undefined ? [] : [keyOf('dept', dept)]),
    ...(around === undefined ? [] : [keyOf('region', around)]),
  ]
}

function keysOf(field: Field, value: FieldValue): string[] {
  if (typeof value === 'object')
    return value.flatMap((item) =>
      typeof item === 'string' ? freeKeys(field.facet, item) : establishmentKeys(item),
    )
  const { facet, type, tree } = field
  if (facet === undefined || type === 'day') return []
  const written = String(value)
  if (type === 'tree') return (tree?.lineage(written) ?? []).map((code) => keyOf(facet, code))
  return type === 'choice' ? [keyOf(facet, written)] : freeKeys(facet, written)
}

function freeKeys(facet: string | undefined, written: string): string[] {
  const code = slug(written)
  return facet === undefined || code === '' ? [] : [keyOf(facet, code)]
}

/** A company's number stands for its establishments too, so that `siret:` and `siren:` find both. */
function establishmentKeys({ siret, siren, approval, city, dept, country }: Establishment): string[] {
  const company = siret === undefined ? siren : sirenOf(siret)
  return [
    ...(siret === undefined ? [] : [keyOf('siret', siret)]),
    ...(company === undefined ? [] : [keyOf('siret', company), keyOf('siren', company)]),
    ...freeKeys('agrement', approval ?? ''),
    ...freeKeys('commune', city ?? ''),
    ...placeKeys(dept, undefined),
    ...(country === undefined ? [] : [keyOf('pays', country)]),
  ]
}

function commonNumbers({ createdAt, publishedAt, updatedAt }: FactsSource): Record<string, number[]> {
  return {
    date: [parisDay(publishedAt ?? createdAt)],
    cree: [parisDay(createdAt)],
    maj: [parisDay(updatedAt)],
  }
}

function daysOf(filled: readonly Filled[]): Record<string, number[]> {
  const days: Record<string, number[]> = {}
  for (const { field, value } of filled)
    if (field.type === 'day' && field.facet !== undefined && typeof value === 'string')
      days[field.facet] = [dayNumber(value)]
  return days
}

function parisDay(at: Date): number {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime())
  return dayNumber(instant.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString())
}

/** Ancestors and synonyms of a nomenclature value are found too, but weigh less than its own label. */
function textOf(source: FactsSource, filled: readonly Filled[]): Record<TextWeight, string> {
  const lines: Record<TextWeight, string[]> = { A: [source.number], B: [], C: [], D: [source.journal ?? ''] }
  for (const { field, value } of filled) {
    if (field.weight === undefined) continue
    lines[field.weight].push(searchText(field, value))
    if (field.type === 'tree') lines.C.push(...aroundNode(field, String(value)))
  }
  lines.C.push(source.structure.label)
  // First: an excerpt shows what stands before a word rather than after it.
  lines.C.unshift(...placeNames(source, filled))
  return { A: joined(lines.A), B: joined(lines.B), C: joined(lines.C), D: joined(lines.D) }
}

/** A département or a region is found by its name as well, which nobody writes in an address. */
function placeNames({ structure }: FactsSource, filled: readonly Filled[]): string[] {
  const establishments = filled.flatMap(({ field, value }) =>
    field.type === 'establishments' && Array.isArray(value) ? value : [],
  )
  const depts = [
    structure.dept,
    ...establishments.map((item) => (typeof item === 'object' ? item.dept : undefined)),
  ]
  const around = [structure.region, ...depts.map((dept) => (dept ? territoryOf(dept)?.region : undefined))]
  return [...new Set([...namesOf(departments, depts), ...namesOf(regions, around)])]
}

/** Short names too: `PACA`. A code without its zero is none. */
function namesOf(tree: Nomenclature, codes: readonly (string | null | undefined)[]): string[] {
  const nodes = codes.flatMap((code) => (code ? (tree.get(code) ?? []) : []))
  return nodes.flatMap(({ label, words = [] }) => [label, ...words.filter((word) => !/\d/.test(word))])
}

function searchText(field: Field, value: FieldValue): string {
  if (typeof value !== 'object') return inWords(field, value)
  return value.map((item) => (typeof item === 'string' ? item : establishmentText(item))).join('\n')
}

function establishmentText(item: Establishment): string {
  const { name, address, postalCode, city, siret, siren, approval, country, operator } = item
  const abroad = country === undefined || country === 'FR' ? undefined : countries.get(country)?.label
  return [name, address, postalCode, city, ...numberTexts(siret, siren), approval, abroad, operator]
    .filter((part) => part !== undefined)
    .join(' ')
}

/** Whole and in groups: people search a number as they read it, `356 000 000 09075`. */
function numberTexts(siret: string | undefined, siren: string | undefined): string[] {
  if (siret !== undefined) return [siret, `${sirenOf(siret)} ${siret.slice(9)}`, formatSiret(siret)]
  return siren === undefined ? [] : [siren, formatSiren(siren)]
}

function aroundNode({ tree }: Field, code: string): string[] {
  const [own, ...ancestors] = (tree?.lineage(code) ?? []).map((each) => tree?.get(each))
  const words = tree?.synonyms === true ? (own?.words ?? []) : []
  return [...words, ...ancestors.map((node) => node?.label ?? '')]
}

function joined(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n')
}
