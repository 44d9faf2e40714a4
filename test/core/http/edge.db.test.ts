import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import { scopes } from '#core/http/scopes.ts'
import { problemSchema } from '#core/http/shapes/problem.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { revokeToken } from '#core/http/tokens/revoke-token.ts'
import { answerOf, type Harness, keepLog, startHarness } from './harness.ts'

let here: Harness
const { log, lines } = keepLog()

beforeAll(async () => {
  here = await startHarness({
    log,
    find: async () => {
      throw new TypeError('secret of the inside')
    },
  })
})
afterAll(() => here[Symbol.asyncDispose]())

describe('a request without a good token', () => {
  it('is refused when there is none, saying which header to add', async () => {
    const answer = answerOf(await here.app.inject('/v1/me'))
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="vigie"')
    expect(problemSchema.parse(answer.body)).toMatchObject({
      type: 'urn:vigie:problem:token-missing',
      status: 401,
    })
    expect(answer.body.detail).toContain('Authorization: Bearer vgi_')
  })

  it('is refused when the token is unknown, revoked or not a bearer token', async () => {
    const operator = { store: here.store, clock: here.clock, actor: { type: 'system', name: 'x' } } as const
    const made = await makeToken(operator, { email: here.people.claire.email, label: 'x', scopes })
    await revokeToken(operator, { id: made.id })
    for (const token of [`vgi_${'A'.repeat(43)}`, made.token, 'x']) {
      const answer = answerOf(
        await here.app.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } }),
      )
      expect(answer.body.type).toBe('urn:vigie:problem:token-invalid')
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"')
    }
    const basic = await here.app.inject({ url: '/v1/me', headers: { authorization: 'Basic eDp5' } })
    expect(answerOf(basic).body.type).toBe('urn:vigie:problem:token-missing')
  })

  it('is refused when its owner has left', async () => {
    const leave = (active: boolean) =>
      here.store.read().nativeUpdate(AgentSchema, { id: here.people.marc.id }, { active })
    await leave(false)
    const answer = await here.as('marc', 'GET', '/v1/me')
    await leave(true)
    expect([answer.status, answer.body.type]).toEqual([403, 'urn:vigie:problem:agent-inactive'])
  })
})

describe('a request that cannot be read', () => {
  it('to an unknown address is not found, and says so', async () => {
    const answer = await here.as('claire', 'GET', '/v1/evenements?x=1')
    expect([answer.status, answer.body.type]).toEqual([404, 'urn:vigie:problem:route-not-found'])
    expect(answer.body.detail).toContain('GET /v1/evenements')
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('by a method that the address does not have says which it has', async () => {
    const answer = await here.as('claire', 'DELETE', '/v1/events/A-2026.1')
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS, PATCH'])
  })

  it('in another format than JSON is refused, naming the format seen', async () => {
    const response = await here.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'text/xml' },
      payload: '<x/>',
    })
    expect(answerOf(response).status).toBe(415)
    expect(answerOf(response).body.detail).toContain('text/xml')
  })

  it('with broken JSON says where', async () => {
    const answer = await post('{"kind": "food-product",\n "fields": oups}')
    expect([answer.status, answer.body.type]).toEqual([400, 'urn:vigie:problem:json-unreadable'])
    expect(answer.body.detail).toContain('ligne 2, colonne 12')
  })

  it('refuses a body in another encoding than UTF-8 rather than lose its letters', async () => {
    const response = await here.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'application/json' },
      payload: Buffer.from('{"kind":"food-product","fields":{"description":"salé à Sète"}}', 'latin1'),
    })
    expect([response.statusCode, JSON.parse(response.body).type]).toEqual([
      400,
      'urn:vigie:problem:request-refused',
    ])
  })

  it('with JSON that would change prototypes is refused', async () => {
    expect((await post('{"__proto__": {"x": 1}}')).body.type).toBe('urn:vigie:problem:request-refused')
  })

  it('with wrong fields names each of them', async () => {
    const answer = await post('{"kind": 12, "autre": true}')
    expect([answer.status, answer.body.type]).toEqual([400, 'urn:vigie:problem:input-invalid'])
    expect(answer.body.issues.map((issue: { at: string }) => issue.at)).toEqual(['/kind', '/autre'])
  })

  it('without the body that it needs is refused', async () => {
    expect((await post('')).body.type).toBe('urn:vigie:problem:input-invalid')
  })

  it('with an address that is not one is refused', async () => {
    const answer = answerOf(await here.app.inject('/v1/events/%E0%A4%A'))
    expect([answer.status, answer.body.type]).toEqual([400, 'urn:vigie:problem:request-refused'])
    expect(answer.body.detail).toMatch(/^L’adresse est mal codée/)
  })

  async function post(payload: string) {
    const headers = { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'application/json' }
    return answerOf(await here.app.inject({ method: 'POST', url: '/v1/events', headers, payload }))
  }
})

describe('a surprise', () => {
  it('says an id to quote and nothing of the inside, and is logged once with that id', async () => {
    lines.length = 0
    const answer = await here.as('claire', 'GET', '/v1/events?query=lait')
    expect([answer.status, answer.body.type]).toEqual([500, 'urn:vigie:problem:surprise'])
    expect(answer.text).not.toContain('secret')
    const id = answer.body.instance.replace('urn:uuid:', '')
    expect(answer.body.detail).toContain(id)
    expect(answer.headers['x-request-id']).toBe(id)
    const errors = lines.filter((line) => line.level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]?.record).toMatchObject({ err: { message: 'secret of the inside' } })
  })
})

describe('where agents come by https', () => {
  it('browsers are told to come by nothing else, also on refusals', async () => {
    await using secure = await startHarness({ secure: true })
    for (const url of ['/health', '/v1/me', '/arret/vivant', '/nulle-part']) {
      const { headers } = await secure.app.inject(url)
      expect([url, headers['strict-transport-security']]).toEqual([url, 'max-age=31536000'])
    }
    expect((await here.app.inject('/health')).headers).not.toHaveProperty('strict-transport-security')
  })
})

describe('the log', () => {
  it('never holds a token, wherever it was put and whatever became of it', async () => {
    const written: string[] = []
    const real = pino({ level: 'trace' }, { write: (line) => written.push(line) })
    await using logged = await startHarness({
      log: real,
      find: async (_ctx, { text }) => {
        throw new TypeError(`no such thing: ${text}`)
      },
    })
    const operator = {
      store: logged.store,
      clock: logged.clock,
      actor: { type: 'system', name: 'x' },
    } as const
    const old = await makeToken(operator, { email: logged.people.claire.email, label: 'x', scopes })
    await revokeToken(operator, { id: old.id })
    const tokens = [logged.tokens.claire, old.token, `vgi_${'C'.repeat(43)}`]
    for (const token of tokens) {
      const headers = { authorization: `Bearer ${token}` }
      const asks: InjectOptions[] = [
        { url: '/v1/me', headers },
        { url: '/v1/events', headers },
        { url: `/v1/events/${token}`, headers },
        { url: `/v1/me?token=${token}`, headers: { authorization: `Basic ${token}` } },
        { url: `/${token}`, headers },
        { url: `/arret/${token}` },
        { method: 'POST', url: '/v1/events', headers, payload: { kind: token } },
        { method: 'POST', url: '/v1/events', headers: { ...headers, 'content-type': token }, payload: '{' },
      ]
      for (const ask of asks) await logged.app.inject(ask)
    }
    expect(written.length).toBeGreaterThan(20)
    for (const token of tokens) expect(written.filter((line) => line.includes(token.slice(4)))).toEqual([])
  })

  it('has one line a request, with the route and the agent, and never the address', async () => {
    lines.length = 0
    await here.as('claire', 'GET', '/v1/events/A-2026.777')
    expect(lines).toMatchObject([
      {
        level: 'info',
        record: { method: 'GET', route: '/v1/events/:number', status: 404, agent: here.people.claire.id },
      },
    ])
    expect(JSON.stringify(lines)).not.toContain('777')
  })
})

describe('every answer', () => {
  it('carries the security headers, refused or not', async () => {
    for (const url of ['/health', '/v1/me', '/nulle-part', '/docs/json']) {
      const { headers } = await here.app.inject(url)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
    }
  })

  it('ignores a request id from outside', async () => {
    const { headers } = await here.app.inject({
      url: '/health',
      headers: { 'x-request-id': 'mine', 'request-id': 'mine' },
    })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('GET /v1/me', () => {
  it('says whose token it is', async () => {
    const { body } = await here.as('claire', 'GET', '/v1/me')
    expect(body).toEqual({
      name: 'Claire Vidal',
      email: 'claire.vidal@ddpp34.example',
      structure: { code: 'ddpp-34', label: 'DDPP de l’Hérault' },
      domains: ['food'],
      channel: 'email',
      token: { label: 'essai', scopes, expiresAt: '2027-11-22T08:00:00.000Z', perMinute: null },
    })
  })
})
