import { z } from 'zod'
import { unwritableIn } from '#core/clean-text.ts'

/**
 * What names a room, a user or an event. Servers of others write some of them and people's clients write what a message
 * relates to: anything may stand there, and what the database would refuse is no name.
 */
export const matrixId = z.string().min(1).max(255).refine(isPlain)

export function isPlain(id: string): boolean {
  return unwritableIn(id, false) === undefined
}
