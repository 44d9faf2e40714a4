import { distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import { cleanLine } from '../clean-text.ts'
import { plainRule } from '../plain-rule.ts'
import { pointer, visible } from '../pointer.ts'
import { cut, startOf } from '../query/cut.ts'
import { type Issue, Refusal } from '../refusal.ts'
import { isUnwritable } from '../text-schemas.ts'
import { establishmentLabels } from './establishment.ts'
import type { Fields, Kind } from './kind.ts'
import { nameKey } from './nomenclatures/names.ts'

/** How much of a refused value is repeated, in characters. */
const longestSeen = 80
/** Unknown names that are told one by one, and how long one may be that a known one is looked for, in characters. */
const mostUnknown = 10
const longestName = 64

/** What was given as fields, before anything of it is known. */
type Given = Readonly<Record<string, unknown>>

/**
 * The fields as they are kept, cleaned, once they satisfy the kind. @param today ISO 8601 date in Paris
 * @throws Refusal fields-invalid, with every issue found; input-invalid for characters that no text may have
 */
export function checkFields(kind: Kind, fields: Given, stage: 'draft' | 'published', today: string): Fields {
  const schema = stage === 'draft' ? kind.draftSchema : kind.publishedSchema(today)
  const result = schema.safeParse(fields, { error: plainRule })
  if (!result.success) refuseUnwritable(fields, result.error.issues)
  const issues = result.success
    ? draftIssues(kind, result.data, stage, today)
    : result.error.issues.flatMap((issue) => issuesOf(kind, fields, issue))
  if (!result.success || issues.length > 0)
    throw new Refusal('fields-invalid', { kind: kind.label, issues: issues })
  return result.data
}

/** A character that no text may have is a fault of the request, not of the record: it is said where it stands. */
function refuseUnwritable(fields: Given, found: readonly z.core.$ZodIssue[]): void {
  const issues = found.filter(isUnwritable).map(({ path, message }) => ({
    at: pointer(['fields', ...path]),
    pointer: pointer(['fields', ...path]),
    seen: cut(visible(String(valueAt(fields, path))), longestSeen),
    rule: message,
  }))
  if (issues.length > 0) throw new Refusal('input-invalid', { issues })
}

/** The schema of a draft leaves out the rules between fields; that of a published event has them. */
function draftIssues(kind: Kind, fields: Fields, stage: 'draft' | 'published', today: string): Issue[] {
  if (stage === 'published') return []
  return kind.broken(fields, today).map(({ field, rule }) => ({
    at: labelOf(kind, field),
    pointer: pointer([field]),
    seen: seenOf(fields[field]),
    rule,
  }))
}

function issuesOf(kind: Kind, fields: Given, issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    const holder = valueAt(fields, issue.path)
    return issue.keys.slice(0, mostUnknown).map((key) => ({
      at: placeOf(kind, [...issue.path, key]),
      pointer: pointer([...issue.path, key]),
      seen: seenOf(valueAt(holder, [key])),
      rule: issue.path.length === 0 ? unknownField(kind, key) : 'partie inconnue d’un établissement',
    }))
  }
  return [
    {
      at: placeOf(kind, issue.path),
      pointer: pointer(issue.path),
      seen: seenOf(valueAt(fields, issue.path)),
      rule: issue.message,
    },
  ]
}

function unknownField(kind: Kind, name: string): string {
  if (name.length > longestName) return 'champ inconnu'
  const [nearest] = kind.fields
    .map((field) => {
      const names = [field.name, field.label, ...field.words]
      return { field, far: Math.min(...names.map((other) => distance(nameKey(other), nameKey(name)))) }
    })
    .sort((a, b) => a.far - b.far)
  const close = nearest !== undefined && nearest.far <= Math.max(1, name.length / 3)
  return close ? `champ inconnu, le plus proche est « ${nearest.field.name} »` : 'champ inconnu'
}

/** `Établissements, n° 2, SIRET`: the field's label, the rank from 1, the part. */
function placeOf(kind: Kind, path: readonly PropertyKey[]): string {
  const [name, rank, part] = path
  const label = labelOf(kind, String(name ?? ''))
  const ranked = typeof rank === 'number' ? `${label}, n°\u00a0${rank + 1}` : label
  return part === undefined ? ranked : `${ranked}, ${partLabel(String(part))}`
}

function labelOf(kind: Kind, name: string): string {
  return kind.fields.find((field) => field.name === name)?.label ?? cut(visible(name), longestSeen)
}

function partLabel(part: string): string {
  return (
    Object.entries(establishmentLabels).find(([name]) => name === part)?.[1] ??
    cut(visible(part), longestSeen)
  )
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (holder, key) => (typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined),
    value,
  )
}

function seenOf(value: unknown): string {
  if (value === undefined) return ''
  return cut(
    typeof value === 'string' ? cleanLine(startOf(value, 2 * longestSeen)) : visible(JSON.stringify(value)),
    longestSeen,
  )
}
