import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventSchema } from '#core/http/shapes/event.ts'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
afterAll(() => here[Symbol.asyncDispose]())

const fields = {
  type: 'alerte-locale',
  receptionDate: '2026-11-20',
  source: 'consommateur',
  description: 'Un consommateur signale une odeur.',
  denomination: 'Brie de Meaux',
}

async function published(): Promise<string> {
  const draft = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields })
  const number = String(draft.body.number)
  expect((await here.as('claire', 'POST', `/v1/events/${number}/publish`)).status).toBe(200)
  return number
}

describe('POST /v1/events/:number/withdraw', () => {
  it('withdraws for its structure and central ones, with a reason, and comes back for central ones only', async () => {
    const number = await published()
    const url = `/v1/events/${number}`
    const withdraw = (who: Parameters<Harness['as']>[0], body?: object) =>
      here.as(who, 'POST', `${url}/withdraw`, body)
    const elsewhere = await withdraw('marc', { reason: 'Fausse alerte' })
    expect([elsewhere.status, elsewhere.body.type]).toEqual([403, 'urn:vigie:problem:right-missing'])
    for (const body of [{}, { reason: '.' }, { reason: 'Fausse alerte', motif: 'x' }])
      expect((await withdraw('claire', body)).status).toBe(400)
    const done = await withdraw('claire', { reason: 'Fausse alerte' })
    expect(done.status).toBe(200)
    expect(done.body.state).toBe('withdrawn')
    const { entries } = (await here.as('claire', 'GET', `${url}/entries`)).body
    expect(entries.at(-1)).toMatchObject({ type: 'withdrawn', text: 'Fausse alerte' })
    expect(eventSchema.parse(done.body)).toEqual(done.body)
    expect((await withdraw('anne', { reason: 'Fausse alerte' })).status).toBe(409)
    expect((await here.as('claire', 'POST', `${url}/reopen`)).status).toBe(403)
    expect((await here.as('anne', 'POST', `${url}/reopen`)).body.state).toBe('open')
  })
})
