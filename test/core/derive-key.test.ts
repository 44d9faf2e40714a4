import { expect, it } from 'vitest'
import { deriveKey } from '#core/derive-key.ts'

const secret = Buffer.alloc(32, 7)

it('gives each use a key of its own, the same however the secret is written', () => {
  const [base64, hex] = [secret.toString('base64'), secret.toString('hex')]
  const keys = (['stop-links', 'link-codes', 'same-secret'] as const).map((use) => deriveKey(base64, use))
  expect(new Set(keys).size).toBe(3)
  for (const key of keys) expect(Buffer.from(key, 'base64url')).toHaveLength(32)
  expect(deriveKey(hex, 'stop-links')).toBe(keys[0])
  expect(deriveKey(Buffer.alloc(32, 8).toString('base64'), 'stop-links')).not.toBe(keys[0])
})
