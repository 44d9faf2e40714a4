import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readInput } from '#core/read-input.ts'
import { isRefusal } from '#core/refusal.ts'

const schema = z.strictObject({ fields: z.object({ lot: z.string() }), limit: z.int().min(1) })

describe('readInput', () => {
  it('gives what the schema makes of the data', () => {
    expect(readInput(schema, { fields: { lot: 'L1' }, limit: 2 })).toEqual({
      fields: { lot: 'L1' },
      limit: 2,
    })
  })

  it('names each wrong field, what was seen and what is expected, in French', () => {
    const issues = refusedIssues({ fields: { lot: 12 }, limit: 0, autre: true })
    expect(issues.map(({ at, seen }) => ({ at, seen }))).toEqual([
      { at: 'fields.lot', seen: '12' },
      { at: 'limit', seen: '0' },
      { at: 'autre', seen: 'true' },
    ])
    expect(issues[0]?.rule).toMatch(/attendu/)
    expect(issues[2]?.rule).toContain('autre')
  })

  it('shows a long value by its beginning, and nothing for one that is absent', () => {
    expect(refusedIssues({ fields: { lot: ['x'.repeat(500)] }, limit: 1 })[0]?.seen.length).toBe(60)
    expect(refusedIssues({ fields: {}, limit: 1 })[0]).toMatchObject({ at: 'fields.lot', seen: '' })
  })
})

function refusedIssues(data: unknown) {
  try {
    readInput(schema, data)
  } catch (error) {
    if (isRefusal(error, 'input-invalid')) return error.facts.issues
    throw error
  }
  throw new Error('was not refused')
}
