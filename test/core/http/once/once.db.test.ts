import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { forgetAnswers } from '#core/http/once/kept-answer.ts'
import { asOwner } from '../../../database.ts'
import { type Answer, type Harness, startHarness } from '../harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness({ limits: { perMinute: 100_000 } })
})
afterAll(() => here[Symbol.asyncDispose]())

const opening = {
  kind: 'food-product',
  fields: {
    type: 'alerte-locale',
    receptionDate: '2026-11-20',
    source: 'consommateur',
    description: 'Une odeur.',
    brand: 'Ferme X',
  },
}
let keys = 0
const newKey = () => `clé-de-test-${++keys}`.normalize('NFD').replace(/\p{M}/gu, '')
const post = (
  url: string,
  body: object | undefined,
  key: string,
  who: 'claire' | 'marc' | 'anne' = 'claire',
) => here.as(who, 'POST', url, body, { 'idempotency-key': key })
const eventCount = () => here.store.read().count(EventSchema)
const told = ({ status, text, headers }: Answer) => ({
  status,
  text,
  etag: headers.etag,
  location: headers.location,
  type: headers['content-type'],
})

async function published(): Promise<string> {
  const { body } = await here.as('claire', 'POST', '/v1/events', opening)
  await here.as('claire', 'POST', `/v1/events/${body.number}/publish`)
  return body.number
}

describe('a demand that is sent twice under one Idempotency-Key', () => {
  it('makes one event, and is given the first answer: status, body, ETag and Location', async () => {
    const before = await eventCount()
    const key = newKey()
    const first = await post('/v1/events', opening, key)
    const second = await post('/v1/events', opening, key)
    expect(first.status).toBe(201)
    expect(first.headers).not.toHaveProperty('idempotency-replayed')
    expect(told(second)).toEqual(told(first))
    expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', etag: '"1.1.full"' })
    expect(await eventCount()).toBe(before + 1)
  })

  it('answers as it would without a key, word for word', async () => {
    const { number } = (await here.as('claire', 'POST', '/v1/events', opening)).body
    const keyed = await post('/v1/events', opening, newKey())
    const strip = (text: string) => text.replaceAll(/A-2026\.\d+/g, 'A').replaceAll(/"hash":"\w+"/g, '')
    const plain = await here.as('claire', 'GET', `/v1/events/${number}`)
    expect(strip(keyed.text)).toBe(strip(plain.text))
  })

  it('acts once on every route that writes', async () => {
    const number = await published()
    const other = await published()
    const url = `/v1/events/${number}`
    const draft = (await here.as('claire', 'POST', '/v1/events', opening)).body.number
    const acts: [string, object | undefined, 'claire' | 'anne'][] = [
      [`/v1/events/${draft}/publish`, undefined, 'claire'],
      [`${url}/entries`, { type: 'note', text: 'Vu.' }, 'claire'],
      [`${url}/links`, { other }, 'claire'],
      [`${url}/close`, undefined, 'anne'],
      [`${url}/reopen`, undefined, 'anne'],
      ['/v1/subscriptions', { query: 'danger:listeria' }, 'claire'],
    ]
    for (const [path, body, who] of acts) {
      const key = newKey()
      const first = await post(path, body, key, who)
      expect([path, first.status]).toEqual([path, first.status === 200 ? 200 : 201])
      const journal = await here.store.read().count(EntrySchema)
      expect(told(await post(path, body, key, who))).toEqual(told(first))
      expect(await here.store.read().count(EntrySchema)).toBe(journal)
    }
  })

  it('is documented with its header and its refusals on every POST and PATCH of agents', async () => {
    const { paths } = JSON.parse((await here.app.inject('/docs/json')).body)
    for (const [path, methods] of Object.entries<
      Record<string, { parameters?: { name: string }[]; responses: object }>
    >(paths))
      for (const [method, { parameters = [], responses }] of Object.entries(methods)) {
        if (!path.startsWith('/v1/') || !['post', 'patch'].includes(method)) continue
        expect([path, parameters.map(({ name }) => name)]).toEqual([
          path,
          expect.arrayContaining(['idempotency-key']),
        ])
        expect(JSON.stringify(responses)).toMatch(/key-reused.*|.*key-under-way/)
      }
  })

  it('changes an event once by PATCH, where the second try would else find nothing to change', async () => {
    const url = `/v1/events/${await published()}`
    const change = () =>
      here.as('claire', 'PATCH', url, { fields: { brand: 'Ferme Y' } }, { 'idempotency-key': 'patch' })
    const first = await change()
    expect(first.status).toBe(200)
    expect(told(await change())).toEqual(told(first))
  })

  it('is the same key with quotes, as the draft writes it, and without', async () => {
    const before = await eventCount()
    const first = await post('/v1/events', opening, '"8e03978e-40d5-43e8-bc93-6894a57f9324"')
    const second = await post('/v1/events', opening, '8e03978e-40d5-43e8-bc93-6894a57f9324')
    expect(second.body).toEqual(first.body)
    expect(await eventCount()).toBe(before + 1)
  })

  it('takes members in another order for the same demand', async () => {
    const key = newKey()
    const first = await post('/v1/events', opening, key)
    const turned = {
      fields: Object.fromEntries(Object.entries(opening.fields).reverse()),
      kind: opening.kind,
    }
    expect((await post('/v1/events', turned, key)).body).toEqual(first.body)
  })
})

describe('a key', () => {
  it('that was another demand’s is refused: another body, another address', async () => {
    const key = newKey()
    await post('/v1/events', opening, key)
    const number = await published()
    const before = await eventCount()
    for (const [url, body] of [
      ['/v1/events', { ...opening, fields: { ...opening.fields, brand: 'Ferme Y' } }],
      [`/v1/events/${number}/entries`, { type: 'note', text: 'Vu.' }],
    ] as const) {
      const refused = await post(url, body, key)
      expect([refused.status, refused.body.type]).toEqual([422, 'urn:vigie:problem:key-reused'])
      expect(refused.body.detail).toContain(key)
    }
    expect(await eventCount()).toBe(before)
  })

  it('is its agent’s: another has the same for himself', async () => {
    const key = newKey()
    const claire = await post('/v1/events', opening, key)
    const marc = await post('/v1/events', opening, key, 'marc')
    expect(marc.status).toBe(201)
    expect(marc.body.number).not.toBe(claire.body.number)
  })

  it('is kept 24 hours, then forgotten, and its row removed', async () => {
    const key = newKey()
    const first = await post('/v1/events', opening, key)
    here.clock.set('2026-11-23T07:59:59Z')
    expect((await post('/v1/events', opening, key)).body).toEqual(first.body)
    expect(await forgetAnswers(here.store, here.clock)).toBe(0)
    here.clock.set('2026-11-23T08:00:01Z')
    const anew = await post('/v1/events', opening, key)
    expect(anew.body.number).not.toBe(first.body.number)
    expect(await forgetAnswers(here.store, here.clock)).toBeGreaterThan(0)
    expect((await post('/v1/events', opening, key)).body).toEqual(anew.body)
    here.clock.set('2026-11-22T08:00:00Z')
  })

  it.each(['', 'a b', '"', 'é', `${'x'.repeat(256)}`, 'a, b'])(
    'that is none is refused: %.10s',
    async (key) => {
      const answer = await post('/v1/events', opening, key)
      expect([answer.status, answer.body.issues]).toMatchObject([
        400,
        [{ in: 'header', at: '/idempotency-key' }],
      ])
    },
  )
})

describe('a refusal', () => {
  it('by the act is its answer, given again, and nothing of the act is kept', async () => {
    const key = newKey()
    const { number } = (await here.as('claire', 'POST', '/v1/events', { kind: 'food-product' })).body
    const refused = await post(`/v1/events/${number}/publish`, undefined, key)
    expect(refused.status).toBe(422)
    await here.as('claire', 'PATCH', `/v1/events/${number}`, { fields: opening.fields })
    expect(told(await post(`/v1/events/${number}/publish`, undefined, key))).toEqual(told(refused))
    expect((await post(`/v1/events/${number}/publish`, undefined, newKey())).status).toBe(200)
  })

  it('of the demand itself keeps nothing: corrected, it may bear the same key', async () => {
    const key = newKey()
    expect((await post('/v1/events', { knid: 'food-product' }, key)).status).toBe(400)
    expect((await post('/v1/events', opening, key)).status).toBe(201)
  })
})

describe('demands of one key at once', () => {
  it('act once; those that come while the first is under way are told to come back', async () => {
    const before = await eventCount()
    const key = newKey()
    const all = await Promise.all(Array.from({ length: 12 }, () => post('/v1/events', opening, key)))
    const made = all.filter(({ status }) => status === 201)
    const told = all.filter(({ status }) => status !== 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(({ body }) => body.number)).size).toBe(1)
    for (const { status, body, headers } of told) {
      expect([status, body.type]).toEqual([409, 'urn:vigie:problem:key-under-way'])
      expect(headers['retry-after']).toBe('1')
    }
    expect(await eventCount()).toBe(before + 1)
  })

  it('are answered 409 at once while the first waits, and with its answer after', async () => {
    const key = newKey()
    const holder = await here.store.pool.connect()
    await holder.query('begin')
    await holder.query('select from number_series for update')
    const all = [1, 2, 3].map(() => post('/v1/events', opening, key))
    expect((await Promise.race(all)).status).toBe(409)
    await holder.query('commit')
    holder.release()
    const made = (await Promise.all(all)).filter(({ status }) => status === 201)
    expect(made).toHaveLength(1)
    expect((await post('/v1/events', opening, key)).body).toEqual(made[0]?.body)
  })
})

describe('a crash between the act and its record', () => {
  it.each([
    ['the record fails', "raise exception 'injected'"],
    ['the connection dies', 'perform pg_terminate_backend(pg_backend_pid())'],
  ])('leaves nothing, and the next try does it once: %s', async (_name, fault) => {
    const before = await eventCount()
    const key = newKey()
    const owned = (sql: string) => asOwner(here.store.url, (owner) => owner.query(sql))
    await owned(`
      create function break_record() returns trigger language plpgsql as $$ begin ${fault}; return new; end $$;
      create trigger break_record before insert on kept_answer for each row execute function break_record()`)
    const broken = await post('/v1/events', opening, key)
    await owned('drop trigger break_record on kept_answer; drop function break_record')
    expect(broken.status).toBeGreaterThanOrEqual(500)
    expect(await eventCount()).toBe(before)
    const made = await post('/v1/events', opening, key)
    expect(made.status).toBe(201)
    expect(told(await post('/v1/events', opening, key))).toEqual(told(made))
    expect(await eventCount()).toBe(before + 1)
  })
})
