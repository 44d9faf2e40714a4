import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { proofSchema } from '#core/http/shapes/proof.ts'
import { reachSchema } from '#core/http/shapes/reach.ts'
import { subscriptionSchema } from '#core/http/shapes/subscription.ts'
import { heldTogether } from '#test/held-table.ts'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
let number: string
let hidden: string
beforeAll(async () => {
  here = await startHarness()
  const fields = {
    type: 'alerte-locale',
    receptionDate: '2026-11-20',
    source: 'consommateur',
    description: 'Un consommateur signale une odeur.',
    denomination: 'Brie de Meaux',
  }
  const open = async () =>
    (await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields })).body.number
  number = await open()
  await here.as('claire', 'POST', `/v1/events/${number}/publish`)
  hidden = await open()
})
afterAll(() => here[Symbol.asyncDispose]())

describe('following', () => {
  it('starts by PUT and ends by DELETE, each as often as one likes', async () => {
    const url = `/v1/events/${number}/follow`
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE'] as const) {
      const answer = await here.as('marc', method, url)
      expect([answer.status, answer.text]).toEqual([204, ''])
    }
  })

  it('is refused on an event that the agent may not see', async () => {
    expect((await here.as('marc', 'PUT', `/v1/events/${hidden}/follow`)).status).toBe(404)
  })
})

describe('subscriptions', () => {
  it('are made, listed and ended by their owner', async () => {
    const made = await here.as('marc', 'POST', '/v1/subscriptions', {
      query: 'brie',
      pace: { every: 'day', hour: 8 },
    })
    expect([made.status, made.headers.location]).toEqual([201, `/v1/subscriptions/${made.body.id}`])
    expect(subscriptionSchema.parse(made.body)).toEqual(made.body)
    expect(made.body).toMatchObject({ query: 'brie', channel: 'email', pace: { every: 'day', hour: 8 } })
    expect((await here.as('marc', 'GET', '/v1/subscriptions')).body).toEqual({ subscriptions: [made.body] })
    expect((await here.as('claire', 'GET', '/v1/subscriptions')).body).toEqual({ subscriptions: [] })
    const url = `/v1/subscriptions/${made.body.id}`
    expect((await here.as('claire', 'DELETE', url)).status).toBe(404)
    expect((await here.as('marc', 'DELETE', url)).status).toBe(204)
    expect((await here.as('marc', 'DELETE', url)).body.type).toBe('urn:vigie:problem:subscription-not-found')
    expect((await here.as('marc', 'GET', '/v1/subscriptions')).body).toEqual({ subscriptions: [] })
  })

  it('say by which channel they arrive, when it is not the one that was asked for', async () => {
    const made = await here.as('marc', 'POST', '/v1/subscriptions', { query: 'tomme', channel: 'matrix' })
    expect(made.body).toMatchObject({ channel: 'matrix', arrivesBy: 'email' })
    await here.as('marc', 'DELETE', `/v1/subscriptions/${made.body.id}`)
  })

  it('are refused for a structure that there is not, with those that are near, or for what nobody is told of', async () => {
    const unknown = await here.as('marc', 'POST', '/v1/subscriptions', { query: 'structure:ddpp-34x' })
    expect([unknown.status, unknown.body.type]).toEqual([400, 'urn:vigie:problem:query-invalid'])
    expect(unknown.body.detail).toContain('ddpp-34')
    for (const query of ['état:retiré', '-état:ouvert -état:clos']) {
      const never = await here.as('marc', 'POST', '/v1/subscriptions', { query })
      expect([query, never.status, never.body.type]).toEqual([query, 422, 'urn:vigie:problem:never-matches'])
    }
    const known = await here.as('marc', 'POST', '/v1/subscriptions', { query: 'structure:ddpp-34' })
    expect(known.status).toBe(201)
    await here.as('marc', 'DELETE', `/v1/subscriptions/${known.body.id}`)
  })

  it('are made once, however often they are asked for at once', async () => {
    const post = (pace: object) => here.as('marc', 'POST', '/v1/subscriptions', { query: 'reblochon', pace })
    const posts = Array.from({ length: 6 }, (_, at) => () => post({ every: 'day', hour: 6 + at }))
    const made = await heldTogether(here.store, 'subscription', posts)
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    const { subscriptions } = (await here.as('marc', 'GET', '/v1/subscriptions')).body
    expect(subscriptions).toHaveLength(1)
    await here.as('marc', 'DELETE', `/v1/subscriptions/${subscriptions[0].id}`)
  })

  it('are refused with a query that does not parse, a pace that there is not, or a number that is none', async () => {
    const broken = await here.as('marc', 'POST', '/v1/subscriptions', { query: 'brie OU' })
    expect([broken.status, broken.body.type]).toEqual([400, 'urn:vigie:problem:query-invalid'])
    const hourly = { query: 'brie', pace: { every: 'hour' } }
    expect((await here.as('marc', 'POST', '/v1/subscriptions', hourly)).body.type).toBe(
      'urn:vigie:problem:input-invalid',
    )
    for (const id of ['x', '0', '1.5', '99999999999'])
      expect([id, (await here.as('marc', 'DELETE', `/v1/subscriptions/${id}`)).status]).toEqual([id, 400])
  })
})

describe('GET /v1/events/:number/reach', () => {
  it('says who would receive the next entry and why', async () => {
    await here.as('marc', 'PUT', `/v1/events/${number}/follow`)
    const { status, body } = await here.as('claire', 'GET', `/v1/events/${number}/reach`)
    expect(status).toBe(200)
    expect(reachSchema.parse(body)).toEqual(body)
    expect(body.total).toBe(1)
    expect(body.recipients).toMatchObject([
      { name: 'Marc Roux', structure: 'DDPP du Gard', channel: 'email', reasons: [{ type: 'follow' }] },
    ])
    expect(body.excluded).toEqual([
      { name: 'Claire Vidal', structure: 'DDPP de l’Hérault', room: false, why: 'author' },
    ])
  })

  it('is not for an event that the agent may not see', async () => {
    expect((await here.as('marc', 'GET', `/v1/events/${hidden}/reach`)).status).toBe(404)
  })
})

describe('GET /v1/events/:number/proof', () => {
  it('says who was told what, in JSON by default', async () => {
    await addDelivery()
    const answer = await here.as('claire', 'GET', `/v1/events/${number}/proof`)
    expect([answer.status, answer.headers.vary]).toEqual([200, 'accept'])
    expect(proofSchema.parse(answer.body)).toEqual(answer.body)
    expect(answer.body).toMatchObject({
      number,
      chain: { ok: true },
      lines: [
        {
          name: 'Marc Roux',
          state: 'delivered',
          address: null,
          reasons: [{ type: 'follow' }],
          room: false,
          readAt: '2026-11-22T08:03:00.000Z',
          acknowledgedAt: null,
        },
      ],
    })
  })

  it('is a table for a spreadsheet when CSV is asked for', async () => {
    const url = `/v1/events/${number}/proof`
    const answer = await here.as('claire', 'GET', url, undefined, { accept: 'text/csv' })
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="preuve-${number}.csv"`)
    expect(answer.text).toMatch(/\r\nMarc Roux;DDPP du Gard;courriel;;/)
    const browser = { accept: 'text/html,application/json;q=0.9,*/*;q=0.8' }
    expect((await here.as('claire', 'GET', url, undefined, browser)).body.number).toBe(number)
  })

  it('is a problem, not a table, for an event that the agent may not see', async () => {
    const url = `/v1/events/${hidden}/proof`
    const answer = await here.as('marc', 'GET', url, undefined, { accept: 'text/csv' })
    expect([answer.status, answer.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  })
})

async function addDelivery(): Promise<void> {
  await here.store.transaction(async (em) => {
    const event = await em.findOneOrFail(EventSchema, { number })
    const entry = await em.findOneOrFail(EntrySchema, { eventId: event.id, rank: 2 })
    const at = new Date('2026-11-22T08:01:00Z')
    em.create(DeliverySchema, {
      id: randomUUID(),
      entryId: entry.id,
      eventId: event.id,
      agentId: here.people.marc.id,
      channel: 'email',
      pace: { every: 'entry' },
      reasons: [{ type: 'follow' }],
      state: 'delivered',
      createdAt: at,
      dueAt: at,
      attempts: 1,
      endedAt: at,
      address: 'marc.roux@ddpp30.example',
      view: 'full',
      version: 2,
      receipt: '<1@vigie>',
      readAt: new Date('2026-11-22T08:03:00Z'),
    })
  })
}
