import type { RateClass } from './limit-rate.ts'

/** Expected failures of the HTTP edge itself, by code, with the facts that their sentences need (templates/web/problems.ts). */
export interface Faults {
  'token-missing': Record<never, never>
  'route-not-found': { method: string; path: string }
  /** Of a kind or a nomenclature. */
  'code-not-found': { code: string; known: readonly string[] }
  'method-refused': { method: string; allowed: readonly string[] }
  /** None of the formats that the caller takes is one that the route gives. */
  'not-acceptable': { wanted: string; known: readonly string[] }
  /** @param limit bytes */
  'body-too-large': { limit: number }
  'media-refused': { seen: string }
  /** Line and column from 1, column in UTF-16 units; `near` is the text around the fault. */
  'json-unreadable': { line: number; column: number; near: string }
  /** @param limit levels */
  'json-too-deep': { limit: number }
  /** @param items of one object or array @param values of the whole body */
  'json-too-wide': { items: number; values: number }
  /** One object has the name twice: which value counts would be a guess. */
  'json-name-repeated': { name: string }
  'headers-too-large': Record<never, never>
  /** It did not arrive in time. */
  'request-late': Record<never, never>
  /** Anything else that is wrong in the request itself; `reason` is the server's own code for it. */
  'request-refused': { reason: string }
  /** The good token may not be used from there. */
  'address-refused': { address: string }
  /** The good token does not hold what the route asks for. */
  'scope-missing': { scope: string; held: readonly string[] }
  /** The first demand of this Idempotency-Key is not answered yet. */
  'key-under-way': Record<never, never>
  /** This Idempotency-Key was another demand's. */
  'key-reused': { key: string }
  /** @param limit a minute, of what `rate` says @param wish a limit of reads that would be more, for what a token counts */
  'rate-exceeded': { rate: RateClass | 'refused'; limit: number; seconds: number; wish: number | undefined }
  'too-slow': Record<never, never>
  /** Not expected: `id` is what the user can quote and the log holds. */
  surprise: { id: string }
}

export type FaultCode = keyof Faults

export class Fault<C extends FaultCode = FaultCode> extends Error {
  override readonly name = 'Fault'
  readonly code: C
  readonly facts: Faults[C]

  constructor(code: C, facts: Faults[C]) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** True when `error` is a fault of this code; narrows its facts. */
export function isFault<C extends FaultCode>(error: unknown, code: C): error is Fault<C> {
  return error instanceof Fault && error.code === code
}
