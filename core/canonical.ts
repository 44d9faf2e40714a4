import { createHash } from 'node:crypto'

/** JSON with sorted keys, as RFC 8785 does for the values we have: PostgreSQL's jsonb forgets the order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** SHA-256, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
