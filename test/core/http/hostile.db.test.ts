import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { controls, isHostile, keptTexts, stringsOf, unseen } from '#test/hostile.ts'
import { type Harness, keepLog, startHarness } from './harness.ts'

let here: Harness
let operations: readonly Operation[]
const { log, lines } = keepLog()

beforeAll(async () => {
  here = await startHarness({ log, limits: { perMinute: 1_000_000 } })
  for (const _ of [1, 2]) {
    const { body } = await here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields: complete })
    await here.as('claire', 'POST', `/v1/events/${body.number}/publish`)
  }
  operations = operationsOf((await here.app.inject('/docs/json')).json())
})
afterAll(() => here[Symbol.asyncDispose]())

const complete = {
  type: 'alerte-locale',
  receptionDate: '2026-11-20',
  source: 'consommateur',
  description: 'Un consommateur signale une odeur.',
}

/** Values under which a request does something; the rest of a sample is made from the schema. */
const known: Readonly<Record<string, unknown>> = {
  number: 'A-2026.1',
  other: 'A-2026.2',
  id: '1',
  token: 'vivant',
  kind: 'food-product',
  fields: {
    description: 'Une odeur.',
    brand: 'Ferme',
    strains: ['ST1'],
    establishments: [{ name: 'Ferme X' }],
  },
  query: 'lait',
}

describe('a search of which nothing is left', () => {
  it.each(['%E2%80%AE', '%E2%80%8B%E2%81%A0', '+', '%20%C2%A0', '%EF%BB%BF'])(
    'is said to be empty, and does not find everything: %s',
    async (written) => {
      for (const path of [`/v1/events?query=${written}`, `/v1/nomenclatures/danger?query=${written}`]) {
        const { status, body } = await here.as('claire', 'GET', path)
        expect([path, status, body.type]).toEqual([path, 400, 'urn:vigie:problem:input-invalid'])
        expect(body.detail).toContain('la recherche est vide')
      }
      const query = decodeURIComponent(written.replaceAll('+', ' '))
      const { status, body } = await here.as('claire', 'POST', '/v1/subscriptions', { query })
      expect(status).toBe(400)
      expect(body.detail).toContain('la recherche est vide')
    },
  )

  it('asks for everything when it is not given at all', async () => {
    for (const path of ['/v1/events', '/v1/events?query=', '/v1/nomenclatures/danger?query='])
      expect((await here.as('claire', 'GET', path)).status).toBe(200)
  })
})

describe('every route, whatever characters come in', () => {
  it('refuses control characters and half characters, saying where and which, in a body, a name, an address, a query', async () => {
    for (const { place, inAddress, send } of operations.flatMap(requestsOf)) {
      // Half a character cannot be written in an address.
      for (const control of controls.filter((sign) => !inAddress || sign.isWellFormed())) {
        const { status, body, text } = await send(control)
        expect([place, control, status], text).toEqual([place, control, 400])
        if (/\/(arret|accuse)\//.test(place)) continue
        const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
        expect(body.issues[0].at, text).toContain(place.split(' ').at(-1))
        expect(body.issues[0].rule).toContain(`U+${code}`)
      }
    }
  })

  it('takes what cannot be seen out of what it is given, or refuses it as empty or unknown', async () => {
    for (const { place, send } of operations.flatMap(requestsOf)) {
      const { status, text } = await send(unseen)
      expect(status, `${place} ${text}`).toBeLessThan(500)
      expect(stringsOf(text).some(isHostile), `${place} ${text}`).toBe(false)
    }
  })

  it('refuses an entry of two spaces without width, and a subscription to nothing', async () => {
    const post = { type: 'message', text: '\u200b\u200b' }
    expect((await here.as('claire', 'POST', '/v1/events/A-2026.1/entries', post)).status).toBe(400)
    expect((await here.as('claire', 'POST', '/v1/subscriptions', { query: '\u2060' })).status).toBe(400)
  })

  it('refuses a line break where one line is asked, and keeps it where several are', async () => {
    const open = (fields: object) => here.as('claire', 'POST', '/v1/events', { kind: 'food-product', fields })
    const { status, body } = await open({ brand: 'a\nb' })
    expect([status, body.issues[0]]).toMatchObject([
      400,
      {
        in: 'body',
        at: '/fields/brand',
        seen: 'a<U+000A>b',
        rule: 'le caractère U+000A, au rang 2, n’est pas admis',
      },
    ])
    expect((await open({ description: 'a\r\n\tb' })).body.values.description).toBe('a\n\tb')
  })

  it('refuses half a character, and bytes that are no text, in an address', async () => {
    const headers = { authorization: `Bearer ${here.tokens.claire}` }
    for (const url of [
      '/v1/events/A%ED%A0%80',
      '/v1/events?query=a%ED%A0%80',
      '/v1/events?query=a%FFb',
      '/v1/nomenclatures/danger?under=%C0%80',
      '/arret/%ED%A0%80',
    ])
      expect((await here.app.inject({ url, headers })).statusCode, url).toBe(400)
  })

  it('refuses a name of a field with such a character', async () => {
    const { status, body } = await here.as('claire', 'POST', '/v1/events', {
      kind: 'food-product',
      fields: { 'a\0b': 1 },
    })
    expect([status, body.issues[0].at]).toEqual([400, '/fields/a<U+0000>b'])
  })

  it('repeats no name that turns the direction of writing', async () => {
    for (const data of [
      { kind: 'food-product', fields: { '\u202Elots': 1, brand: { '\u2066a': '\u200B' } } },
      { kind: 'food-product', '\u202Efields': {} },
    ]) {
      const { status, body } = await here.as('claire', 'POST', '/v1/events', data)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(JSON.stringify(body)).not.toMatch(/[\p{Bidi_Control}\u200B]/u)
    }
  })

  it('refuses values too deep in one another, and bytes that are no text', async () => {
    const post = (payload: string | Buffer) =>
      here.app.inject({
        method: 'POST',
        url: '/v1/events',
        headers: { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'application/json' },
        payload,
      })
    const deep = `{"kind":"food-product","fields":{"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`
    expect((await post(deep)).statusCode).toBe(400)
    const stray = Buffer.concat([
      Buffer.from('{"kind":"'),
      Buffer.from([0xff, 0xc0, 0x80]),
      Buffer.from('"}'),
    ])
    expect((await post(stray)).statusCode).toBeLessThan(500)
  })

  it('keeps none of it, and is surprised by none of it', async () => {
    const kept = await keptTexts(here.store)
    expect(kept.some((text) => text.includes('Ferme'))).toBe(true)
    expect(kept.filter(isHostile)).toEqual([])
    expect(lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([])
  })
})

const jsonSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  example: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
})
const openapi = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z
          .array(
            z.object({
              in: z.string(),
              name: z.string(),
              schema: z.looseObject({ type: z.string().optional() }),
            }),
          )
          .default([]),
        requestBody: z
          .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
          .optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})
const methods = z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])

interface Operation {
  readonly method: z.infer<typeof methods>
  readonly path: string
  readonly query: readonly string[]
  readonly body: unknown
}

/** Every operation that the service documents, with a body made from its schema. */
function operationsOf(described: unknown): Operation[] {
  const { paths, components } = openapi.parse(described)
  return Object.entries(paths).flatMap(([path, all]) =>
    Object.entries(all).map(([method, { parameters, requestBody }]) => ({
      method: methods.parse(method.toUpperCase()),
      path,
      query: parameters
        .filter((one) => one.in === 'query' && one.schema.type === 'string')
        .map(({ name }) => name),
      body: sampleOf(requestBody?.content['application/json'].schema, components.schemas),
    })),
  )
}

function sampleOf(schema: unknown, schemas: Readonly<Record<string, unknown>>, name = ''): unknown {
  if (schema === undefined) return undefined
  if (name in known) return known[name]
  const seen = jsonSchema.parse(schema)
  if (seen.$ref !== undefined) return sampleOf(schemas[seen.$ref.split('/').at(-1) ?? ''], schemas, name)
  const [choice] = [...(seen.anyOf ?? []), ...(seen.oneOf ?? [])]
  if (choice !== undefined) return sampleOf(choice, schemas, name)
  if (seen.const !== undefined) return seen.const
  if (seen.enum !== undefined) return seen.enum[0]
  if (seen.type === 'object')
    return Object.fromEntries(
      Object.entries(seen.properties ?? {}).map(([key, part]) => [key, sampleOf(part, schemas, key)]),
    )
  if (seen.type === 'array') return [sampleOf(seen.items, schemas)]
  if (seen.type === 'string') return seen.example ?? 'texte'
  return seen.type === 'boolean' ? true : 1
}

/** A request into one of whose strings something can be put; where, as a JSON Pointer. */
interface Probe {
  readonly place: string
  readonly inAddress: boolean
  send(put: string): ReturnType<Harness['as']>
}

function requestsOf({ method, path, query, body }: Operation): Probe[] {
  const url = (put = '', name = '') =>
    path.replace(/\{(\w+)\}/g, (_, part: string) =>
      encodeURIComponent(`${known[part] ?? '1'}${part === name ? put : ''}`),
    )
  const sent = typeof body === 'object' && body !== null ? body : undefined
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      place: `${method} ${path} /${name}`,
      inAddress: true,
      send: (put: string) => here.as('anne', method, url(put, name), sent),
    })),
    ...query.map((name) => ({
      place: `${method} ${path}?${name} /${name}`,
      inAddress: true,
      send: (put: string) => here.as('anne', method, `${url()}?${name}=${encodeURIComponent(`a${put}`)}`),
    })),
    ...stringsWithin(body).map(({ pointer, withPut }) => ({
      place: `${method} ${path} ${pointer}`,
      inAddress: false,
      send: (put: string) => here.as('claire', method, url(), withPut(put)),
    })),
  ]
}

/** Each string of a body and each name of one, with the body in which something is put behind it. */
function stringsWithin(body: unknown): { pointer: string; withPut: (put: string) => object }[] {
  const places: string[] = []
  const visit = (value: unknown, at: string) => {
    if (typeof value === 'string') places.push(at)
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) visit(part, `${at}/${name}`)
  }
  visit(body, '')
  const copy = (value: unknown, at: string, place: string, put: string): unknown => {
    if (typeof value === 'string') return at === place ? `${value}${put}` : value
    if (Array.isArray(value)) return value.map((part, rank) => copy(part, `${at}/${rank}`, place, put))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, copy(part, `${at}/${name}`, place, put)]),
    )
  }
  return places.map((pointer) => ({
    pointer,
    withPut: (put) => Object(copy(body, '', pointer, put)),
  }))
}
