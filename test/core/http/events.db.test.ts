import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventSchema } from '#core/events/event.entity.ts'
import { eventSchema } from '#core/http/shapes/event.ts'
import { indexEvents } from '#search/keep-up.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
afterAll(() => here[Symbol.asyncDispose]())

const complete = {
  type: 'alerte-locale',
  receptionDate: '2026-11-20',
  source: 'consommateur',
  description: 'Un consommateur signale une odeur.',
  denomination: 'Brie de Meaux',
  brand: 'Ferme des Causses',
}

describe('POST /v1/events', () => {
  it('refuses a place that contradicts itself, and names both', async () => {
    const places = [
      { postalCode: '34000', city: 'Paris', dept: '2A' },
      { postalCode: '34000', city: 'Paris' },
      { city: 'Paris', dept: '2A' },
    ]
    for (const place of places) {
      const answer = await here.as('claire', 'POST', '/v1/events', {
        kind: 'food-product',
        fields: { establishments: [{ name: 'Ferme X', ...place }] },
      })
      expect(answer.status).toBe(422)
      expect(JSON.stringify(answer.body)).toMatch(/(?:34000|Paris).{1,60}(?:Paris|2A).{1,20}se contredisent/)
    }
  })

  it('opens a draft and says where it is', async () => {
    const answer = await here.as('claire', 'POST', '/v1/events', {
      kind: 'food-product',
      fields: { denomination: 'Brie de Meaux', establishments: [{ name: 'Ferme X', dept: '34' }] },
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toBe(`/v1/events/${answer.body.number}`)
    expect(answer.headers.etag).toBe('"1.1.full"')
    expect(eventSchema.parse(answer.body)).toEqual(answer.body)
    expect(answer.body).toMatchObject({
      state: 'draft',
      version: 1,
      structure: 'DDPP de l’Hérault',
      publishedAt: null,
      values: { denomination: 'Brie de Meaux', establishments: [{ name: 'Ferme X', dept: '34' }] },
      entryCount: 1,
    })
  })

  it('refuses a kind that does not exist, naming those that do', async () => {
    const answer = await here.as('claire', 'POST', '/v1/events', { kind: 'licorne', fields: {} })
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:vigie:problem:kind-not-found'])
  })

  it('refuses unknown fields and bad values, each by its name', async () => {
    const answer = await here.as('claire', 'POST', '/v1/events', {
      kind: 'food-product',
      fields: { receptionDate: 'hier', couleur: 'rouge' },
    })
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:vigie:problem:fields-invalid'])
    expect(answer.body.issues).toHaveLength(2)
  })
})

describe('GET /v1/events/:number', () => {
  it('gives the event to an agent who may see it', async () => {
    const number = await published()
    const answer = await here.as('marc', 'GET', `/v1/events/${number}`)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      number,
      state: 'open',
      view: 'full',
      title: expect.stringContaining('Brie'),
    })
    expect(answer.body.fields).toContainEqual({ label: 'Marque', value: 'Ferme des Causses' })
  })

  it('does not reveal the draft of another structure: it is not found, as one that does not exist', async () => {
    const number = await draft()
    const hidden = await here.as('marc', 'GET', `/v1/events/${number}`)
    const absent = await here.as('marc', 'GET', '/v1/events/A-2026.999')
    expect([hidden.status, absent.status]).toEqual([404, 404])
    expect(hidden.body.type).toBe(absent.body.type)
    expect(hidden.body.detail.replace(number, '')).toBe(absent.body.detail.replace('A-2026.999', ''))
  })

  it('answers 304 while nothing has changed, and anew once a message is written', async () => {
    const number = await published()
    const url = `/v1/events/${number}`
    const first = await here.as('claire', 'GET', url)
    const tag = { 'if-none-match': String(first.headers.etag) }
    const second = await here.as('claire', 'GET', url, undefined, tag)
    expect([second.status, second.text, second.headers.etag]).toEqual([304, '', first.headers.etag])
    expect(second.headers['cache-control']).toBe('private, no-cache')
    await here.as('marc', 'POST', `${url}/entries`, { type: 'message', text: 'Vu.' })
    expect((await here.as('claire', 'GET', url, undefined, tag)).status).toBe(200)
  })
})

describe('PATCH /v1/events/:number', () => {
  it('changes the fields given, clears what is null, and says what changed', async () => {
    const number = await published()
    const answer = await here.as('marc', 'PATCH', `/v1/events/${number}`, {
      fields: { brand: null, lots: 'L24' },
    })
    expect(answer.status).toBe(200)
    expect(answer.body.event).toMatchObject({ version: 3, values: { lots: 'L24' } })
    expect(answer.body.event.values).not.toHaveProperty('brand')
    expect(answer.body.changes.map((change: { field: string }) => change.field).sort()).toEqual([
      'brand',
      'lots',
    ])
    expect(answer.headers.etag).toMatch(/^"3\./)
  })

  it('is refused with what the other changed when somebody saved in between', async () => {
    const number = await published()
    const url = `/v1/events/${number}`
    const seen = { 'if-match': String((await here.as('claire', 'GET', url)).headers.etag) }
    await here.as('marc', 'PATCH', url, { fields: { lots: 'L25' } })
    const answer = await here.as('claire', 'PATCH', url, { fields: { lots: 'L26' } }, seen)
    expect([answer.status, answer.body.type]).toEqual([412, 'urn:vigie:problem:version-conflict'])
    const by = 'Marc Roux (DDPP du Gard)'
    expect(answer.body).toMatchObject({ version: 3, changes: [{ field: 'lots', after: 'L25', by }] })
    expect(answer.body.detail).toContain('par Marc Roux (DDPP du Gard) le 22 novembre 2026 à 9')
    const again = { 'if-match': String(answer.body.version) }
    expect((await here.as('claire', 'PATCH', url, { fields: { lots: 'L26' } }, again)).status).toBe(200)
  })

  it('merges a change of other fields than those changed in between, and says what was', async () => {
    const number = await published()
    const url = `/v1/events/${number}`
    const seen = { 'if-match': String((await here.as('claire', 'GET', url)).headers.etag) }
    await here.as('marc', 'PATCH', url, { fields: { lots: 'L25' } })
    const answer = await here.as('claire', 'PATCH', url, { fields: { brand: 'Ferme Y' } }, seen)
    expect([answer.status, answer.body.event.values]).toMatchObject([200, { lots: 'L25', brand: 'Ferme Y' }])
    expect(answer.body.meanwhile).toMatchObject([{ type: 'updated', changes: [{ field: 'lots' }] }])
  })

  it('is refused when nothing would change, when If-Match is not a version, and when the body holds anything else', async () => {
    const url = `/v1/events/${await published()}`
    const same = await here.as('claire', 'PATCH', url, { fields: { brand: complete.brand } })
    expect([same.status, same.body.type]).toEqual([409, 'urn:vigie:problem:nothing-to-change'])
    const odd = await here.as('claire', 'PATCH', url, { fields: { lots: 'x' } }, { 'if-match': 'hier' })
    expect([odd.status, odd.body.issues[0]]).toMatchObject([400, { in: 'header', at: '/if-match' }])
    const more = await here.as('claire', 'PATCH', url, { fields: {}, state: 'closed' })
    expect([more.status, more.body.type]).toEqual([400, 'urn:vigie:problem:input-invalid'])
  })
})

describe('publishing, closing and reopening', () => {
  it('publishes a complete draft, and refuses one that lacks fields, naming them', async () => {
    const number = await draft({ denomination: 'Brie' })
    const refused = await here.as('claire', 'POST', `/v1/events/${number}/publish`)
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:vigie:problem:fields-invalid'])
    expect(refused.body.issues.length).toBeGreaterThanOrEqual(4)
    await here.as('claire', 'PATCH', `/v1/events/${number}`, { fields: complete })
    const done = await here.as('claire', 'POST', `/v1/events/${number}/publish`)
    expect([done.status, done.body.state]).toEqual([200, 'open'])
    const twice = await here.as('claire', 'POST', `/v1/events/${number}/publish`)
    expect([twice.status, twice.body.type]).toEqual([409, 'urn:vigie:problem:state-refused'])
  })

  it('takes an empty body for none, even said to be JSON', async () => {
    const number = await draft(complete)
    const response = await here.app.inject({
      method: 'POST',
      url: `/v1/events/${number}/publish`,
      headers: { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'application/json' },
    })
    expect(response.statusCode).toBe(200)
  })

  it('closes and reopens for a central structure only', async () => {
    const url = `/v1/events/${await published()}`
    const refused = await here.as('claire', 'POST', `${url}/close`)
    expect([refused.status, refused.body.type]).toEqual([403, 'urn:vigie:problem:right-missing'])
    expect((await here.as('anne', 'POST', `${url}/close`)).body.state).toBe('closed')
    expect((await here.as('claire', 'POST', `${url}/reopen`)).status).toBe(403)
    expect((await here.as('anne', 'POST', `${url}/reopen`)).body.state).toBe('open')
  })
})

describe('the journal', () => {
  it('takes messages, and is read oldest first', async () => {
    const url = `/v1/events/${await published()}/entries`
    const written = await here.as('marc', 'POST', url, { type: 'note', title: 'Lot', text: 'Lot retrouvé.' })
    expect([written.status, written.body]).toMatchObject([
      201,
      {
        rank: 3,
        type: 'note',
        title: 'Lot',
        text: 'Lot retrouvé.',
        author: expect.stringContaining('Marc Roux'),
      },
    ])
    const { body } = await here.as('claire', 'GET', url)
    expect(body.entries.map((entry: { type: string }) => entry.type)).toEqual(['opened', 'published', 'note'])
  })

  it('refuses a type that people do not write, an empty text, and a draft', async () => {
    const url = `/v1/events/${await published()}/entries`
    expect((await here.as('marc', 'POST', url, { type: 'closed', text: 'x' })).status).toBe(400)
    expect((await here.as('marc', 'POST', url, { type: 'note', text: ' ' })).status).toBe(400)
    const early = await here.as('claire', 'POST', `/v1/events/${await draft()}/entries`, {
      type: 'note',
      text: 'x',
    })
    expect([early.status, early.body.type]).toEqual([409, 'urn:vigie:problem:state-refused'])
  })
})

describe('POST /v1/events/:number/links', () => {
  it('links two events both ways, once, and not to itself or to one that is not there', async () => {
    const [one, two] = [await published(), await published()]
    const linked = await here.as('marc', 'POST', `/v1/events/${one}/links`, { other: two })
    expect([linked.status, linked.body.links]).toEqual([200, [two]])
    expect((await here.as('marc', 'GET', `/v1/events/${two}`)).body.links).toEqual([one])
    const again = await here.as('marc', 'POST', `/v1/events/${two}/links`, { other: one })
    expect([again.status, again.body.type]).toEqual([409, 'urn:vigie:problem:link-refused'])
    expect((await here.as('marc', 'POST', `/v1/events/${one}/links`, { other: one })).status).toBe(409)
    expect((await here.as('marc', 'POST', `/v1/events/${one}/links`, { other: 'A-2026.998' })).status).toBe(
      404,
    )
  })
})

describe('GET /v1/events', () => {
  it('finds what the query asks, with its number and an excerpt, and no draft of others', async () => {
    const number = await published({
      ...complete,
      denomination: 'Reblochon',
      description: 'Reblochon au lait cru.',
    })
    await draft({ denomination: 'Reblochon secret' })
    await indexAll()
    const mine = await here.as('claire', 'GET', '/v1/events?query=reblochon')
    expect([mine.status, mine.body.total]).toEqual([200, 2])
    const { body } = await here.as('marc', 'GET', '/v1/events?query=reblochon')
    expect(body).toMatchObject({ total: 1, hits: [{ number, state: 'open' }] })
    expect(body.hits[0].excerpt).toContain('Reblochon')
    expect(JSON.stringify(body)).not.toMatch(/[\uE000\uE001]/)
  })

  it('gives everything that may be seen when nothing is asked, page by page', async () => {
    await published()
    await indexAll()
    const all = (await here.as('marc', 'GET', '/v1/events?limit=100')).body
    const first = (await here.as('marc', 'GET', '/v1/events?limit=1')).body
    const second = (await here.as('marc', 'GET', '/v1/events?limit=1&offset=1')).body
    expect(all.hits).toHaveLength(all.total)
    expect([first.hits[0].number, second.hits[0].number]).toEqual([all.hits[0].number, all.hits[1].number])
  })

  it('refuses a broken query, with the place of the fault', async () => {
    const answer = await here.as('marc', 'GET', `/v1/events?query=${encodeURIComponent('lait (brie')}`)
    expect([answer.status, answer.body.type]).toEqual([400, 'urn:vigie:problem:query-invalid'])
    expect(answer.body.at).toBe(5)
  })

  it('refuses a page that is too long, and says the limit', async () => {
    const answer = await here.as('marc', 'GET', '/v1/events?limit=101')
    expect([answer.status, answer.body.issues[0]]).toMatchObject([
      400,
      { in: 'query', at: '/limit', seen: '101' },
    ])
    expect(answer.body.issues[0].rule).toContain('100')
  })
})

async function draft(fields: object = complete): Promise<string> {
  const { body } = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields })
  return body.number
}

async function published(fields: object = complete): Promise<string> {
  const number = await draft(fields)
  await here.as('claire', 'POST', `/v1/events/${number}/publish`)
  return number
}

async function indexAll(): Promise<void> {
  const events = await here.store.read().findAll(EventSchema)
  await indexEvents(
    here.store,
    postgresEngine(here.store),
    events.map((event) => event.id),
  )
}
