import { z } from 'zod'

const coded = z.object({
  code: z.string().optional(),
  severity: z.string().optional(),
  syscall: z.string().optional(),
  message: z.string().optional(),
  cause: z.unknown().optional(),
})

/** Node's and PostgreSQL's codes for "there is no database to talk to". */
const codes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08...|57P0[123]|53300)$/

/** What pg says, without a code, when the connection breaks off or does not come. */
const sayings =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

/** True when an error, or one that it was caused by, means that the database cannot be reached. */
export function isDatabaseDown(error: unknown, depth = 0): boolean {
  const seen = coded.safeParse(error)
  if (!seen.success || depth > 5) return false
  const { code, severity, syscall, message, cause } = seen.data
  // A message that the server does not understand, such as a text with a zero: it goes on serving.
  if (code === '08P01' && severity === 'ERROR') return false
  // A server that is down leaves no socket.
  if (code === 'ENOENT' && syscall === 'connect') return true
  if (code !== undefined && codes.test(code)) return true
  if (message !== undefined && sayings.test(message)) return true
  if (error instanceof AggregateError) return error.errors.some((part) => isDatabaseDown(part, depth + 1))
  return isDatabaseDown(cause, depth + 1)
}
