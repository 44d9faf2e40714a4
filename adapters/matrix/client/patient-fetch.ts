import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Attempt, decideRetry } from './decide-retry.ts'
import { mostBytes } from './most-bytes.ts'
import type { Report } from './problem.ts'

export interface Patience {
  /** For `createClient({ fetchFn })` and for calls of our own. */
  readonly fetch: typeof globalThis.fetch
  /** The token was refused: nothing works any more until somebody logs in. */
  readonly tokenRefused: boolean
  readonly accountExpired: boolean
  /** Calls that are waiting to be tried again. */
  readonly waiting: number
  /** Ends every call at once, also those to come. */
  stop(): void
}

interface Options {
  readonly report: Report
  /** Told when the server says that a one-time key exists already. */
  readonly onKeyExists?: () => void
  /** Told for how many ms the server takes no more of what is said in rooms. */
  readonly onLimited?: (ms: number) => void
  /** ms between two tries while the account is expired: it is renewed by somebody who reads a mail. 60 s by default. */
  readonly expiredPause?: number
  readonly fetch?: typeof globalThis.fetch
}

/** What the server counts as messages; invitations, logins and keys have limits of their own. */
const said = /\/rooms\/[^/]+\/(send|redact|state)\//

function isLimited({ status }: Outcome['attempt'], { pathname }: URL): boolean {
  return status === 429 && said.test(pathname)
}

/** Read whole: a body that breaks off is noticed here, not by the caller. */
interface Outcome {
  readonly response?: Response
  readonly error?: unknown
  readonly attempt: Pick<Attempt, 'status' | 'errcode' | 'retryAfter'>
}

const errorBody = z.object({
  errcode: z.string().optional(),
  error: z.string().optional(),
  retry_after_ms: z.number().nonnegative().optional(),
})

/** A fetch that waits and tries again for as long as that is safe and sensible; see decide-retry.ts. */
export function patientFetch(options: Options): Patience {
  const { report, onKeyExists, onLimited, expiredPause = 60_000, fetch = globalThis.fetch } = options
  const stopping = new AbortController()
  const state = { tokenRefused: false, accountExpired: false, waiting: 0 }

  const once = async (url: URL, init: RequestInit, signal: AbortSignal): Promise<Outcome> => {
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutOf(url, init))])
      const response = await fetch(url, { ...init, signal: within })
      return await readWhole(url, response, expectsJson(init))
    } catch (error) {
      return { error, attempt: {} }
    }
  }

  const note = (verdict: 'token-refused' | 'account-expired' | undefined): void => {
    if (verdict === 'token-refused' && !state.tokenRefused) report({ type: 'token-refused' })
    if (verdict === 'account-expired' && !state.accountExpired) report({ type: 'account-expired' })
    if (verdict === undefined && state.accountExpired) report({ type: 'account-renewed' })
    state.tokenRefused ||= verdict === 'token-refused'
    state.accountExpired = verdict === 'account-expired'
  }

  const patient = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init.method ?? 'GET'
    const signal = init.signal ? AbortSignal.any([stopping.signal, init.signal]) : stopping.signal
    const begun = performance.now()
    for (let attempts = 1; ; attempts++) {
      throwIfAborted(signal)
      const outcome = await once(url, init, signal)
      throwIfAborted(signal)
      const spent = performance.now() - begun
      const verdict = decideRetry(
        { method, path: url.pathname, attempts, spent, ...outcome.attempt },
        Math.random(),
      )
      if (verdict.type === 'token-refused' || verdict.type === 'account-expired') note(verdict.type)
      // Only an answer to this account's token says that it is valid again.
      else if (outcome.response?.ok === true && authorized(init)) note(undefined)
      if (verdict.type === 'answer' || verdict.type === 'token-refused') {
        if (outcome.response === undefined) throw outcome.error
        if (outcome.attempt.status === 400 && url.pathname.endsWith('/keys/upload')) onKeyExists?.()
        return outcome.response
      }
      if (verdict.type === 'retry' && isLimited(outcome.attempt, url)) onLimited?.(verdict.after)
      state.waiting++
      try {
        await pause(verdict.type === 'retry' ? verdict.after : expiredPause, undefined, { signal })
      } catch {
        throwIfAborted(signal)
      } finally {
        state.waiting--
      }
    }
  }

  return {
    fetch: patient,
    get tokenRefused() {
      return state.tokenRefused
    },
    get accountExpired() {
      return state.accountExpired
    },
    get waiting() {
      return state.waiting
    },
    stop: () => stopping.abort(),
  }
}

async function readWhole(url: URL, response: Response, json: boolean): Promise<Outcome> {
  const bytes = await readBytes(response, url.pathname.includes('/media/download/') ? mostBytes : undefined)
  if (bytes === undefined) return { response: tooLarge(), attempt: { status: 413 } }
  const whole = new Response(bytes, { status: response.status, headers: plainHeaders(response.headers) })
  if (response.ok) {
    if (!json || parse(bytes.toString()) !== undefined)
      return { response: whole, attempt: { status: response.status } }
    return { error: new Error(`${url.pathname}: the server's answer is not JSON, or not whole`), attempt: {} }
  }
  const body = errorBody.safeParse(parse(bytes.toString()))
  const retryAfter = waitOf(response.headers, body.data?.retry_after_ms)
  const attempt = {
    status: response.status,
    ...(body.data?.errcode === undefined ? {} : { errcode: body.data.errcode }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
  if (body.success) return { response: whole, attempt }
  // A proxy's page under a JSON label would make the caller stumble instead of reading the status.
  const bare = new Response('', { status: response.status, headers: { 'content-type': 'text/plain' } })
  return { response: bare, attempt }
}

/** Undefined when there are more than `most`. */
async function readBytes(response: Response, most: number | undefined): Promise<Buffer | undefined> {
  if (most === undefined || response.body === null) return Buffer.from(await response.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(): Response {
  return Response.json({ errcode: 'M_TOO_LARGE', error: 'larger than what is read' }, { status: 413 })
}

/** The body is decoded already, and of another length than announced. */
function plainHeaders(headers: Headers): Headers {
  const plain = new Headers(headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) plain.delete(name)
  return plain
}

function parse(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text)
    return read
  } catch {
    return undefined
  }
}

/** ms to wait, from `Retry-After` in seconds or as a date, else from the older field in the body. */
function waitOf(headers: Headers, older: number | undefined): number | undefined {
  const header = headers.get('retry-after')
  if (header === null) return older
  if (/^\d+$/.test(header)) return Math.max(Number(header) * 1000, older ?? 0)
  const until = Date.parse(header)
  return Number.isNaN(until) ? older : Math.max(0, until - Temporal.Now.instant().epochMilliseconds)
}

/** ms that one attempt may take. A sync is as long as it asked the server to wait for news. */
function timeoutOf(url: URL, init: RequestInit): number {
  if (url.pathname.endsWith('/sync'))
    return Number(url.searchParams.get('timeout') ?? 0) + (url.searchParams.has('since') ? 30_000 : 120_000)
  if (url.pathname.includes('/media/')) return 120_000
  return url.pathname.includes('/keys/') || init.method === 'POST' ? 60_000 : 30_000
}

function expectsJson(init: RequestInit): boolean {
  return new Headers(init.headers).get('accept') === 'application/json'
}

function authorized(init: RequestInit): boolean {
  return new Headers(init.headers).has('authorization')
}

/** The name is what the SDK knows an asked-for end by. */
function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException('The call was ended', 'AbortError')
}
