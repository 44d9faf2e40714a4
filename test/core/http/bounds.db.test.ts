import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
afterAll(() => here[Symbol.asyncDispose]())

const food = (fields: object) => ({ kind: 'food-product', fields })
const many = (count: number, name: (at: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [name(at), 'x']))

describe('a body is measured before it is read', () => {
  it.each([
    ['a code of a megabyte', food({ dangerCategory: 'listeria '.repeat(110_000) }), 'fields-invalid'],
    ['a choice of a megabyte', food({ source: 'a'.repeat(1_000_000) }), 'fields-invalid'],
    ['a kind of a megabyte', { kind: 'x'.repeat(1_000_000), fields: {} }, 'input-invalid'],
    ['40,000 unknown fields', food(many(40_000, (at) => `champ${at}`)), 'json-too-wide'],
    ['200 unknown fields', food(many(200, (at) => `champ${at}`)), 'fields-invalid'],
    ['a name of 900 kB', food({ ['x'.repeat(900_000)]: 'x' }), 'input-invalid'],
    ['a list of 100,000', food({ strains: Array.from({ length: 100_000 }, () => 1) }), 'json-too-wide'],
    [
      '40,000 unknown parts of establishments',
      food({ establishments: Array.from({ length: 200 }, () => many(200, (at) => `p${at}`)) }),
      'json-too-wide',
    ],
    [
      'a field of a megabyte of full stops',
      food({ description: `${'.'.repeat(1_000_000)}x` }),
      'fields-invalid',
    ],
  ])('%s is refused, and keeps nobody waiting', async (_what, body, code) => {
    const before = process.cpuUsage()
    const answer = await here.as('claire', 'POST', '/v1/events', body)
    const { user, system } = process.cpuUsage(before)
    expect([answer.status, answer.body.type]).toEqual([answer.status, `urn:vigie:problem:${code}`])
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.text.length).toBeLessThan(10_000)
    // Seventeen seconds, once.
    expect((user + system) / 1000).toBeLessThan(1000)
  })

  it('the page of metrics says how late the event loop was, and how often it was held up', async () => {
    const { payload } = await here.app.inject('/metrics')
    expect(payload).toMatch(/^vigie_event_loop_delay_seconds\{quantile="0\.99"\} \d/m)
    expect(payload).toMatch(/^vigie_event_loop_stalls_total \d/m)
  })
})
