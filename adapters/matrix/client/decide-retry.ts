/** One attempt at a call, as it ended. */
export interface Attempt {
  readonly method: string
  /** Of the URL, without the query. */
  readonly path: string
  /** Absent: no whole answer came back. */
  readonly status?: number
  readonly errcode?: string
  /** ms that the server asks to wait. */
  readonly retryAfter?: number
  /** How many attempts there were, this one included. */
  readonly attempts: number
  /** ms since the first attempt. */
  readonly spent: number
}

export type Verdict =
  /** To the caller, as it is. */
  | { readonly type: 'answer' }
  | { readonly type: 'token-refused' }
  | { readonly type: 'account-expired' }
  | { readonly type: 'retry'; readonly after: number }

/** ms that a call is tried before its failure is the caller's. */
export const patience = 120_000
const firstPause = 250
const longestPause = 8000

/** Statuses of a proxy or of a server that is starting: the call may be made again later. */
const passing = new Set([408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 598, 599])

/**
 * What to do after an attempt. A refusal before the deed (429) is always tried again; an uncertain end only when doing
 * it twice does no harm.
 * @param random 0 to 1, spreads the pauses
 */
export function decideRetry(attempt: Attempt, random: number): Verdict {
  const { status, errcode, retryAfter, attempts, spent } = attempt
  if (errcode === 'ORG_MATRIX_EXPIRED_ACCOUNT') return { type: 'account-expired' }
  if (errcode === 'M_UNKNOWN_TOKEN') return { type: 'token-refused' }
  const backoff = Math.min(firstPause * 2 ** (attempts - 1), longestPause) * (0.5 + random / 2)
  if (status === 429) return { type: 'retry', after: Math.max(retryAfter ?? 0, backoff) }
  const uncertain = status === undefined || passing.has(status)
  if (!uncertain || spent > patience || !repeatable(attempt)) return { type: 'answer' }
  return { type: 'retry', after: Math.max(retryAfter ?? 0, backoff) }
}

/** POSTs that may be made twice: keys and their queries, memberships, receipts, filters, and logins under one device id. */
const repeatablePosts = [
  /\/keys\/(upload|query|claim|signatures\/upload)$/,
  /\/rooms\/[^/]+\/(join|invite|leave|kick|forget)$/,
  /\/rooms\/[^/]+\/(receipt\/[^/]+\/[^/]+|read_markers)$/,
  /\/join\/[^/]+$/,
  /\/user\/[^/]+\/filter$/,
  /\/login$/,
]

/** True when the same call made twice does what it does once. PUTs carry a transaction id or a whole state. */
export function repeatable({ method, path }: Pick<Attempt, 'method' | 'path'>): boolean {
  if (method === 'GET' || method === 'PUT' || method === 'HEAD') return true
  return method === 'POST' && repeatablePosts.some((pattern) => pattern.test(path))
}
