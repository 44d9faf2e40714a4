import { createHash } from 'node:crypto'
import type { RowChange } from './batch.ts'

/**
 * Leaves out the puts of what a row holds already: the crypto library saves its account at each sync, changed or not.
 * The changes must be given in the order in which they will be written.
 */
export function leaveOutUnchanged(): (changes: readonly RowChange[]) => RowChange[] {
  /** Digest of what each row was last given, by part and key. */
  const parts = new Map<string, Map<string, string>>()
  return (changes) =>
    changes.filter((change) => {
      const { part } = change
      if (change.type === 'clear') {
        parts.delete(part)
        return true
      }
      const rows = parts.get(part) ?? new Map<string, string>()
      parts.set(part, rows)
      const key = change.key.toString('latin1')
      if (change.type === 'delete') {
        rows.delete(key)
        return true
      }
      const digest = createHash('sha256').update(change.plain).digest('latin1')
      if (rows.get(key) === digest) return false
      rows.set(key, digest)
      return true
    })
}
