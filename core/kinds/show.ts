import type { LabelledValue } from '../diffusion/notice.ts'
import type { FieldChange } from '../refusal.ts'
import { choiceLabel } from './choices.ts'
import { formatDay } from './days.ts'
import {
  type Establishment,
  type Field,
  type Fields,
  type FieldValue,
  type Kind,
  type View,
  views,
} from './kind.ts'
import { communeKey } from './nomenclatures/communes.ts'
import { countries } from './nomenclatures/countries.ts'
import { filePositions } from './nomenclatures/shared-choices.ts'
import { departments } from './nomenclatures/territories.ts'
import { formatSiren, formatSiret } from './siret.ts'

/** The fields that a reader with this view is shown, in words and in the kind's order; empty ones are left out. */
export function shownFields(kind: Kind, fields: Fields, view: View): LabelledValue[] {
  return fieldsIn(kind, view).flatMap((field) => {
    const value = fields[field.name]
    return value === undefined ? [] : [{ label: field.label, value: inWords(field, value) }]
  })
}

/** What changed, field by field, in words and in the kind's order, as a reader with this view may know it. */
export function changesBetween(kind: Kind, before: Fields, after: Fields, view: View): FieldChange[] {
  return fieldsIn(kind, view)
    .filter((field) => !isSame(before[field.name], after[field.name]))
    .map((field) => ({
      field: field.name,
      label: field.label,
      before: inWords(field, before[field.name]),
      after: inWords(field, after[field.name]),
    }))
}

/** The values that a reader with this view may know. */
export function valuesIn(kind: Kind, fields: Fields, view: View): Fields {
  const names = new Set(fieldsIn(kind, view).map((field) => field.name))
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)))
}

/** Those of the changes that a reader with this view may know. */
export function changesIn(kind: Kind, changes: readonly FieldChange[], view: View): FieldChange[] {
  const names = new Set(fieldsIn(kind, view).map((field) => field.name))
  return changes.filter((change) => names.has(change.field))
}

/** The fields of a view; each view includes the one before it. */
export function fieldsIn(kind: Kind, view: View): readonly Field[] {
  return kind.fields.filter((field) => views.indexOf(field.view) <= views.indexOf(view))
}

/** A value as a person reads it; empty when there is none. */
export function inWords(field: Field, value: FieldValue | undefined): string {
  if (value === undefined) return ''
  if (typeof value !== 'object') return wordOf(field, String(value))
  return value
    .map((item) => (typeof item === 'string' ? item : establishmentInWords(item)))
    .join(field.type === 'establishments' ? '\u202f; ' : ', ')
}

/** The parts of an establishment, or of any other nested value, come in any order. */
function isSame(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder)
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function wordOf(field: Field, value: string): string {
  switch (field.type) {
    case 'choice':
      return choiceLabel(field.choices ?? [], value)
    case 'tree':
      return field.tree?.get(value)?.label ?? value
    case 'day':
      return formatDay(value)
    default:
      return value
  }
}

/** `Fromagerie X (SIRET 123 456 789 00012, agrément 34.123.001), 34700 Lodève, Hérault, producteur, survenue de la non-conformité`. */
export function establishmentInWords(item: Establishment): string {
  const numbers = [
    item.siret === undefined ? '' : `SIRET ${formatSiret(item.siret)}`,
    item.siren === undefined ? '' : `SIREN ${formatSiren(item.siren)}`,
    item.approval === undefined ? '' : `agrément ${item.approval}`,
  ].filter((part) => part !== '')
  const name = numbers.length === 0 ? item.name : `${item.name} (${numbers.join(', ')})`
  const country =
    item.country === undefined || item.country === 'FR' ? '' : (countries.get(item.country)?.label ?? '')
  const position = item.position === undefined ? '' : choiceLabel(filePositions, item.position)
  return [name, item.address ?? '', ...placeInWords(item), country, item.operator ?? '', lowerFirst(position)]
    .filter((part) => part !== '')
    .join(', ')
}

/** `13001 Marseille` and `Bouches-du-Rhône`; without a commune `Hérault (34)`, which can be taken for no commune. */
function placeInWords({ postalCode, city, dept }: Establishment): string[] {
  const label = dept === undefined ? '' : (departments.get(dept)?.label ?? dept)
  const place = [postalCode, city].filter((part) => part !== undefined).join(' ')
  if (place === '') return dept === undefined ? [] : [`${label} (${dept})`]
  const same = city !== undefined && communeKey(city) === communeKey(label)
  return same ? [postalCode === undefined ? `${place} (${dept})` : place] : [place, label]
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
