import { z } from 'zod'
import { cleanLine } from './clean-text.ts'
import { nearestName } from './nearest-name.ts'
import { plainRule } from './plain-rule.ts'
import { pointer, shortened, visible } from './pointer.ts'
import { cut, startOf } from './query/cut.ts'
import { type Issue, Refusal } from './refusal.ts'

/** Unknown names that are told one by one. */
const mostUnknown = 10

/** What a schema makes of `data`. @throws Refusal input-invalid that names each field that is wrong */
export function readInput<T>(schema: z.ZodType<T>, data: unknown): T {
  const read = schema.safeParse(data, { error: plainRule })
  if (read.success) return read.data
  throw new Refusal('input-invalid', {
    issues: read.error.issues.flatMap((issue) => issuesOf(schema, issue, data)),
  })
}

function issuesOf(schema: z.ZodType, issue: z.core.$ZodIssue, data: unknown): Issue[] {
  if (issue.code !== 'unrecognized_keys') return [issueAt(issue.path, data, issue.message)]
  const known = namesAt(schema, issue.path)
  return issue.keys
    .slice(0, mostUnknown)
    .map((key) => issueAt([...issue.path, key], data, unknownName(key, known)))
}

function issueAt(path: readonly PropertyKey[], data: unknown, rule: string): Issue {
  return {
    at: path.map((part) => visible(shortened(part))).join('.'),
    pointer: pointer(path),
    seen: show(valueAt(data, path)),
    rule,
  }
}

function unknownName(written: string, known: readonly string[]): string {
  if (known.length === 0) return 'nom inconnu, aucun n’est attendu ici'
  const nearest = nearestName(written, known)
  const list = `connus : ${known.join(', ')}`
  return nearest === undefined
    ? `nom inconnu (${list})`
    : `nom inconnu, le plus proche est « ${nearest} » (${list})`
}

/** The names that the schema knows at this place; none when it is not a plain object there. */
function namesAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return namesAt(schema.unwrap(), path)
  const [first, ...rest] = path
  if (schema instanceof z.ZodArray) return namesAt(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  return first === undefined ? Object.keys(schema.shape) : namesAt(schema.shape[String(first)], rest)
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  )
}

/** Of a text, what is looked at to show a part. */
const longestShown = 200

/** Enough of a value to recognise it. */
function show(value: unknown): string {
  const text =
    typeof value === 'string' ? cleanLine(startOf(value, longestShown)) : visible(JSON.stringify(value) ?? '')
  return cut(text, 59)
}
