import { z } from 'zod'
import { isDatabaseDown } from './database-down.ts'

const coded = z.object({
  code: z.string().optional(),
  severity: z.string().optional(),
  cause: z.unknown().optional(),
})

/** PostgreSQL's classes for what the data or the statement are to blame for; 08P01 when it goes on serving. */
const lastingClasses = /^(22|23|42)/

/** Mistakes of a program, which the same input makes it do again. */
const mistakes = [RangeError, SyntaxError, ReferenceError, z.ZodError]

/** True when another attempt at the same thing will fail in the same way. What is neither lasting nor passing is tried again. */
export function isLasting(error: unknown, depth = 0): boolean {
  if (depth > 5 || isDatabaseDown(error)) return false
  if (mistakes.some((mistake) => error instanceof mistake)) return true
  // What fetch says of a lost connection is a TypeError as well; it has a cause.
  if (error instanceof TypeError && error.cause === undefined) return true
  const seen = coded.safeParse(error)
  if (!seen.success) return false
  const { code = '', severity, cause } = seen.data
  if (lastingClasses.test(code) || (code === '08P01' && severity === 'ERROR')) return true
  return cause !== undefined && isLasting(cause, depth + 1)
}
