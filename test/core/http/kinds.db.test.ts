import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness({ limits: { perMinute: 100_000 } })
})
afterAll(() => here[Symbol.asyncDispose]())

const get = (url: string, headers?: Record<string, string>) =>
  here.as('claire', 'GET', url, undefined, headers)

describe('GET /v1/kinds', () => {
  it('lists every kind by the code that an opening takes', async () => {
    const { body } = await get('/v1/kinds')
    expect(body.kinds).toEqual([
      { code: 'food-product', label: 'Produit alimentaire', domain: 'food', series: 'A' },
    ])
  })

  it('describes one: its fields with their codes, and a JSON Schema for a draft and to publish', async () => {
    const { body } = await get('/v1/kinds/food-product')
    const field = (name: string) => body.fields.find((one: { name: string }) => one.name === name)
    expect(field('type')).toMatchObject({
      label: 'Type d’évènement',
      required: true,
      choices: expect.arrayContaining([{ code: 'alerte-locale', label: 'Alerte produit locale' }]),
    })
    expect(field('dangerCategory')).toMatchObject({ type: 'tree', nomenclature: 'danger', facet: 'danger' })
    expect(field('rasffNumber')).toMatchObject({ centralOnly: true })
    const { draft, published } = body.schemas
    expect(draft).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      properties: {
        source: { title: 'Source', enum: expect.arrayContaining(['consommateur']) },
        dangerCategory: { type: 'string', 'x-nomenclature': 'danger' },
        establishments: {
          items: { properties: { position: { enum: expect.arrayContaining(['survenue']) } } },
        },
      },
    })
    expect(draft.required ?? []).toEqual([])
    expect(published.required.sort()).toEqual(['description', 'receptionDate', 'source', 'type'])
    expect(body.fields.map(({ name }: { name: string }) => name).sort()).toEqual(
      Object.keys(draft.properties).sort(),
    )
  })

  it('does not know a code that is none, and names those that it knows', async () => {
    const answer = await get('/v1/kinds/food-prodcut')
    expect([answer.status, answer.body.type]).toEqual([404, 'urn:vigie:problem:code-not-found'])
    expect(answer.body.detail).toContain('food-product')
  })

  it('gives the code of an event’s kind as it took it, in every answer', async () => {
    const { body: opened } = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product' })
    expect(opened).toMatchObject({ kind: 'food-product', kindLabel: 'Produit alimentaire' })
    const { body } = await here.as('claire', 'PATCH', `/v1/events/${opened.number}`, {
      fields: { brand: 'X' },
    })
    expect(body.event.kind).toBe('food-product')
    const again = await here.as('claire', 'POST', '/v1/events', {
      kind: opened.kind,
      fields: body.event.values,
    })
    expect(again.status).toBe(201)
  })
})

describe('GET /v1/nomenclatures', () => {
  it('lists the trees, with those that fields and parts of them name', async () => {
    const { body } = await get('/v1/nomenclatures')
    const codes: string[] = body.nomenclatures.map(({ code }: { code: string }) => code)
    const { text } = await get('/v1/kinds/food-product')
    const named = [...text.matchAll(/"(?:x-)?nomenclature":"([^"]+)"/g)].map((match) => match[1])
    expect(named.length).toBeGreaterThan(4)
    expect(codes).toEqual(expect.arrayContaining(named))
    for (const { code, size } of body.nomenclatures)
      expect((await get(`/v1/nomenclatures/${encodeURIComponent(code)}`)).body).toMatchObject({ total: size })
  })

  it('gives all codes of one, parents before children, by pages if wished', async () => {
    const { body } = await get('/v1/nomenclatures/danger')
    expect(body.nodes).toHaveLength(body.total)
    const seen = new Set<string>()
    for (const { code, parent } of body.nodes) {
      if (parent !== null) expect(seen).toContain(parent)
      seen.add(code)
    }
    const page = (await get('/v1/nomenclatures/danger?limit=10&offset=5')).body
    expect([page.total, page.nodes]).toEqual([body.total, body.nodes.slice(5, 15)])
  })

  it('gives what words find, mistakes included, and what stands under a code', async () => {
    const codes = async (query: string) =>
      (await get(`/v1/nomenclatures/danger?${query}`)).body.nodes.map(({ code }: { code: string }) => code)
    expect(await codes('query=listeria+monocytogenes')).toEqual(['listeria-monocytogenes'])
    expect(await codes('query=listeria+monocitogenes')).toContain('listeria-monocytogenes')
    const under = await codes('under=listeria')
    expect(under[0]).toBe('listeria')
    expect(under).toContain('listeria-monocytogenes')
    const refused = await get('/v1/nomenclatures/danger?under=listeira')
    expect(refused.body.issues).toMatchObject([{ in: 'query', at: '/under', seen: 'listeira' }])
    expect(refused.body.issues[0].rule).toContain('« listeria »')
  })

  it('answers 304 to the tag of the same answer', async () => {
    for (const url of [
      '/v1/kinds',
      '/v1/kinds/food-product',
      '/v1/nomenclatures',
      '/v1/nomenclatures/produit',
    ]) {
      const first = await get(url)
      expect(first.headers['cache-control']).toBe('private, max-age=300')
      const again = await get(url, { 'if-none-match': String(first.headers.etag) })
      expect([url, again.status, again.text]).toEqual([url, 304, ''])
    }
  })
})

describe('the OpenAPI document', () => {
  it('names each field and each code of short lists, for what is opened, changed and given back', async () => {
    const { components, paths } = JSON.parse((await here.app.inject('/docs/json')).body)
    const { FoodProductFields, OpeningInput, UpdateInput, FoodProductFieldsChanges } = components.schemas
    expect(FoodProductFields.properties.type.enum).toContain('alerte-locale')
    expect(FoodProductFields.properties.dangerCategory).toMatchObject({ 'x-nomenclature': 'danger' })
    expect(OpeningInput.oneOf).toMatchObject([
      {
        properties: {
          kind: { const: 'food-product' },
          fields: { $ref: '#/components/schemas/FoodProductFields' },
        },
      },
    ])
    expect(UpdateInput.properties.fields.anyOf).toHaveLength(1)
    expect(FoodProductFieldsChanges.properties.brand.anyOf).toContainEqual({ type: 'null' })
    const body = paths['/v1/events'].post.requestBody.content['application/json'].schema
    expect(body).toEqual({ $ref: '#/components/schemas/OpeningInput' })
    expect(components.schemas.Event.properties.kind.enum).toEqual(['food-product'])
  })
})

describe('fields of the wrong shape', () => {
  it('are refused by the kind, each by its pointer and label, whatever they hold', async () => {
    const { body, status } = await here.as('claire', 'POST', '/v1/events', {
      kind: 'food-product',
      fields: { brand: 12, lots: { a: 1 }, strains: 'x', establishments: [{}, 7], clusters: [null] },
    })
    expect(status).toBe(422)
    expect(body.issues.map(({ at }: { at: string }) => at).sort()).toEqual([
      '/fields/brand',
      '/fields/clusters/0',
      '/fields/establishments/0/name',
      '/fields/establishments/1',
      '/fields/lots',
      '/fields/strains',
    ])
    expect(body.issues).toContainEqual(expect.objectContaining({ label: 'Marque', seen: '12' }))
  })
})
