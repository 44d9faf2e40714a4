import { createHash } from 'node:crypto'
import type { CallClass } from './call-class.ts'

export type Fault =
  /** The connection is cut; the server never hears of the call. */
  | { readonly type: 'lost-before' }
  /** The server acts and answers; the connection is cut before its answer. */
  | { readonly type: 'lost-after' }
  /** The server acts at once; its answer is held back for `ms`. */
  | { readonly type: 'delayed'; readonly ms: number }
  | { readonly type: '429'; readonly retryAfterMs: number }
  | { readonly type: '502' }
  | { readonly type: '503' }
  /** The server acts; its answer is cut in the middle under the Content-Length of the whole. */
  | { readonly type: 'truncated' }

export interface Call {
  readonly method: string
  /** Without its query, which may hold a token. */
  readonly path: string
  readonly class: CallClass
  /** 1 for the first call of this class. */
  readonly nth: number
}

export type Rules = (call: Call) => Fault | undefined

const types = ['lost-before', 'lost-after', 'delayed', '429', '502', '503', 'truncated'] as const

/**
 * Faults of all types for a share `rate` (0 to 1) of the calls. The same seed treats the nth call of a class alike, in
 * whatever order the classes come.
 */
export function randomFaults(seed: number | string, rate: number): Rules {
  return (call) => {
    const dice = createHash('sha256').update(`${seed} ${call.class} ${call.nth}`).digest()
    if (dice.readUInt32BE(0) / 2 ** 32 >= rate) return undefined
    const type = types[dice.readUInt32BE(4) % types.length]
    const ms = 20 + (dice.readUInt32BE(8) % 400)
    if (type === 'delayed') return { type, ms }
    if (type === '429') return { type, retryAfterMs: ms }
    return type === undefined ? undefined : { type }
  }
}
