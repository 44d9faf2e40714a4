import { z } from 'zod'
import { cleanLine } from './clean-text.ts'
import { type Issue, Refusal } from './refusal.ts'

/** zod's own rules in French, for this parse only: nothing global is set. */
const { localeError } = z.locales.fr()

/** What a schema makes of `data`. @throws Refusal input-invalid that names each field that is wrong */
export function readInput<T>(schema: z.ZodType<T>, data: unknown): T {
  const read = schema.safeParse(data, { error: localeError })
  if (read.success) return read.data
  throw new Refusal('input-invalid', { issues: read.error.issues.map((issue) => issueOf(issue, data)) })
}

function issueOf(issue: z.core.$ZodIssue, data: unknown): Issue {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const [first = ''] = issue.keys
    const at = [...path, issue.keys.join(', ')].join('.')
    return { at, seen: show(valueAt(data, [...issue.path, first])), rule: issue.message }
  }
  return { at: path.join('.'), seen: show(valueAt(data, issue.path)), rule: issue.message }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  )
}

/** Enough of a value to recognise it. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? cleanLine(value) : (JSON.stringify(value) ?? '')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
