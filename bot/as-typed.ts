import { isRefusal, Refusal } from '#core/refusal.ts'
import type { Typed } from './read-changes.ts'

/** Does what may refuse values, which are then quoted as they were typed rather than as they were read. */
export async function asTyped<T>(typed: Typed, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!isRefusal(error, 'fields-invalid')) throw error
    const issues = error.facts.issues.map((issue) => {
      const written = typed[issue.at]
      return written === undefined ? issue : { ...issue, typed: written }
    })
    throw new Refusal('fields-invalid', { ...error.facts, issues })
  }
}
