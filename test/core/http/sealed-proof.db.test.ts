import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealedProofSchema } from '#core/proof/sealed-proof-shape.ts'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
afterAll(() => here[Symbol.asyncDispose]())

describe('a proof that others check without us', () => {
  it('is given to who may see the event, signed now', async () => {
    const made = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields: {} })
    expect(made.status).toBe(201)
    const proof = await here.as('claire', 'GET', `/v1/events/${made.body.number}/proof/sealed`)
    expect(proof.status).toBe(200)
    expect(sealedProofSchema.parse(proof.body)).toMatchObject({
      number: made.body.number,
      entries: [{ rank: 1, type: 'opened', format: 2 }],
      anchor: { rank: 1, heads: [{ number: made.body.number, entries: 1, seals: 0 }] },
    })
  })

  it('is not found by who may not', async () => {
    const made = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields: {} })
    const proof = await here.as('anne', 'GET', `/v1/events/${made.body.number}/proof/sealed`)
    expect(proof.status).toBe(404)
  })
})
