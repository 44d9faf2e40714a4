import { type QueryProblem, Refusal } from '../refusal.ts'

/** Limits of a query text: beyond, it is refused rather than slow. */
export const limits = { characters: 1000, levels: 20 } as const

/** A piece of the query text: where it begins, and how it was written. */
export interface Piece {
  readonly at: number
  readonly seen: string
}

/**
 * The refusal of a query text.
 * @param hint best first; each can be written in the place of `piece.seen`
 */
export function refuseQuery(
  text: string,
  piece: Piece,
  problem: QueryProblem,
  hint: readonly string[] = [],
): Refusal<'query-invalid'> {
  return new Refusal('query-invalid', { text, at: piece.at, seen: piece.seen, problem, hint })
}
