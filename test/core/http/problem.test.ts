import { describe, expect, it } from 'vitest'
import { Fault } from '#core/http/fault.ts'
import { headersOf, type ProblemWords, problemOf, problemStatus } from '#core/http/problem.ts'
import { problemSchema } from '#core/http/shapes/problem.ts'
import { Refusal } from '#core/refusal.ts'
import { isDatabaseDown } from '#core/store/database-down.ts'
import { problemTitles, wordFault } from '#templates/web/problems.ts'

const words: ProblemWords = {
  titles: problemTitles,
  refusal: (refusal) => `refus ${refusal.code}`,
  fault: wordFault,
}
const id = '0b6b6c0e-1111-4222-8333-444455556666'

describe('problemOf', () => {
  it('gives type, title, status, sentence and the id to quote', () => {
    expect(problemOf(new Refusal('event-not-found', { number: 'A-2026.9' }), id, words)).toEqual({
      type: 'urn:vigie:problem:event-not-found',
      title: 'Évènement introuvable',
      status: 404,
      detail: 'refus event-not-found',
      instance: `urn:uuid:${id}`,
    })
  })

  it('adds the issues of invalid fields, the changes of a conflict and the place of a query fault', () => {
    const issues = [{ at: 'Lots', pointer: '/lots', seen: 'x', rule: 'r' }]
    const changes = [
      { field: 'lot', label: 'Lot', before: '1', after: '2', by: 'Paul', at: '2026-11-22T08:00:00.000Z' },
    ]
    const problems = [
      new Refusal('fields-invalid', { kind: 'food-product', issues }),
      new Refusal('version-conflict', { number: 'A-2026.1', expected: 1, actual: 2, changes }),
      new Refusal('query-invalid', {
        text: 'a:b',
        at: 2,
        seen: 'b',
        problem: 'unknown-value',
        hint: ['c'],
      }),
    ].map((refusal) => problemOf(refusal, id, words))
    expect(problems).toMatchObject([
      { status: 422, issues: [{ in: 'body', at: '/fields/lots', label: 'Lots', seen: 'x', rule: 'r' }] },
      { status: 412, version: 2, changes },
      { status: 400, at: 2, hint: ['c'] },
    ])
    for (const problem of problems) expect(problemSchema.parse(problem)).toEqual(problem)
  })

  it('asks for a token, for patience or for another method in the headers that HTTP has for it', () => {
    expect(headersOf(new Fault('token-missing', {}))).toEqual({ 'www-authenticate': 'Bearer realm="vigie"' })
    expect(
      headersOf(new Refusal('token-invalid', { why: 'unknown', on: undefined }))['www-authenticate'],
    ).toContain('invalid_token')
    expect(headersOf(new Fault('scope-missing', { scope: 'proof', held: ['events:read'] }))).toEqual({
      'www-authenticate': 'Bearer realm="vigie", error="insufficient_scope", scope="proof"',
    })
    expect(
      headersOf(new Fault('rate-exceeded', { rate: 'read', limit: 600, seconds: 12, wish: 1200 })),
    ).toEqual({
      'retry-after': '12',
    })
    expect(headersOf(new Fault('method-refused', { method: 'PUT', allowed: ['GET', 'HEAD'] }))).toEqual({
      allow: 'GET, HEAD',
    })
  })

  it('has an error status and a title for every code', () => {
    for (const status of Object.values(problemStatus)) expect(status).toBeGreaterThanOrEqual(400)
    expect(Object.keys(problemTitles).sort()).toEqual(Object.keys(problemStatus).sort())
  })
})

describe('isDatabaseDown', () => {
  it('knows a refused connection under the wrappings of the ORM', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
    expect(isDatabaseDown(cause)).toBe(true)
    expect(isDatabaseDown(new Error('query failed', { cause }))).toBe(true)
    expect(isDatabaseDown(new AggregateError([cause]))).toBe(true)
    expect(isDatabaseDown(new Error('Connection terminated unexpectedly'))).toBe(true)
  })

  it('does not take a fault of ours, a constraint or a loop of causes for it', () => {
    const loop = new Error('round')
    loop.cause = loop
    const constraint = Object.assign(new Error('duplicate key'), { code: '23505' })
    expect(
      [new TypeError('x'), constraint, loop, 'ECONNREFUSED', undefined].map((e) => isDatabaseDown(e)),
    ).toEqual([false, false, false, false, false])
  })
})
