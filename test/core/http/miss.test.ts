import { describe, expect, it } from 'vitest'
import { matchesPattern } from '#core/http/miss.ts'

describe('matchesPattern', () => {
  it('takes any value for a parameter, but not none', () => {
    expect(matchesPattern('/v1/events/:number', '/v1/events/A-2026.12')).toBe(true)
    expect(matchesPattern('/v1/events/:number', '/v1/events/')).toBe(false)
  })

  it('wants every other part as it is, and no more parts', () => {
    expect(matchesPattern('/v1/events/:number/close', '/v1/events/A-2026.12/open')).toBe(false)
    expect(matchesPattern('/v1/events/:number', '/v1/events/A-2026.12/close')).toBe(false)
  })
})
