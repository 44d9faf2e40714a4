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
  })

  it('gives a JSON Pointer to each, and the nearest of the known names for one that is not known', () => {
    const issues = refusedIssues({ fields: { lot: 12 }, limite: 1, 'a/b': 2 })
    expect(issues.map(({ pointer, rule }) => ({ pointer, rule }))).toMatchObject([
      { pointer: '/fields/lot' },
      { pointer: '/limit' },
      { pointer: '/limite', rule: 'nom inconnu, le plus proche est « limit » (connus : fields, limit)' },
      { pointer: '/a~1b', rule: 'nom inconnu (connus : fields, limit)' },
    ])
  })

  it('finds the known names within lists, optional parts and defaults, and looks at ten unknown ones at most', () => {
    const inner = z.strictObject({ siret: z.string().optional() })
    const nested = z.object({ all: z.array(inner).optional(), one: inner.default({}) })
    const issues = refusedIssues({ all: [{}, { sirte: '1' }], one: { sirret: '2' } }, nested)
    expect(issues.map(({ pointer, rule }) => [pointer, rule.includes('« siret »')])).toEqual([
      ['/all/1/sirte', true],
      ['/one/sirret', true],
    ])
    const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`inconnu${i}`, 1]))
    expect(refusedIssues({ ...many, fields: { lot: 'x' }, limit: 1 })).toHaveLength(10)
  })

  it('shows a long value by its beginning, and nothing for one that is absent', () => {
    expect(refusedIssues({ fields: { lot: ['x'.repeat(500)] }, limit: 1 })[0]?.seen.length).toBe(60)
    expect(refusedIssues({ fields: {}, limit: 1 })[0]).toMatchObject({ at: 'fields.lot', seen: '' })
  })
})

function refusedIssues(data: unknown, by: z.ZodType = schema) {
  try {
    readInput(by, data)
  } catch (error) {
    if (isRefusal(error, 'input-invalid')) return error.facts.issues
    throw error
  }
  throw new Error('was not refused')
}
