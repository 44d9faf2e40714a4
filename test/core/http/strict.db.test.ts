import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerOf, type Harness, startHarness } from './harness.ts'

/** What the edge does with what it does not know: it never ignores it. */
let here: Harness
let operations: { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string }[]
beforeAll(async () => {
  here = await startHarness({ limits: { perMinute: 10_000 } })
  const document = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse((await here.app.inject('/docs/json')).body))
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).parse(method.toUpperCase()),
      url: path.replace('{number}', 'A-2026.1').replaceAll(/\{\w+\}/g, '1'),
    })),
  )
})
afterAll(() => here[Symbol.asyncDispose]())

/** Stop links are opened with whatever mail programs add to them. */
const strict = () => operations.filter(({ url }) => !/^\/(arret|accuse)\//.test(url))

describe('a parameter that no route knows', () => {
  it('is refused by every route', async () => {
    expect(strict().length).toBeGreaterThan(20)
    for (const { method, url } of strict()) {
      const body = method === 'POST' || method === 'PATCH' ? {} : undefined
      const answer = await here.as('claire', method, `${url}?zzz=1`, body)
      const issue = { in: 'query', at: '/zzz', seen: '1' }
      expect([method, url, answer.status, answer.body.issues]).toMatchObject([method, url, 400, [issue]])
    }
  })

  it.each([
    ['q=listeria', 'query'],
    ['quey=listeria', 'query'],
    ['Limit=5', 'limit'],
    ['offest=5', 'offset'],
  ])('names the nearest one: ?%s', async (asked, nearest) => {
    const { body } = await here.as('claire', 'GET', `/v1/events?${asked}`)
    expect(body.issues[0].rule).toBe(
      `nom inconnu, le plus proche est « ${nearest} » (connus : query, limit, offset)`,
    )
    expect(body.detail).toMatch(new RegExp(`«.${nearest}.»`))
  })

  it('stands in the way of no stop link', async () => {
    expect((await here.app.inject('/arret/vivant?utm_source=mail')).statusCode).toBe(200)
  })
})

describe('a body', () => {
  it('is refused where none is wanted, unless it says nothing', async () => {
    for (const act of ['publish', 'close', 'reopen']) {
      const url = `/v1/events/A-2026.1/${act}`
      const answer = await here.as('claire', 'POST', url, { force: true })
      expect([answer.status, answer.body.issues]).toMatchObject([400, [{ in: 'body', at: '/force' }]])
      expect((await here.as('claire', 'POST', url, {})).status).toBe(404)
    }
  })

  it.each([
    ['POST', '/v1/events', { kind: 'food-product', feilds: {} }, '/feilds', '« fields »'],
    ['PATCH', '/v1/events/A-2026.1', { field: {} }, '/field', '« fields »'],
    ['POST', '/v1/events/A-2026.1/entries', { type: 'note', txt: 'x' }, '/txt', '« text »'],
    ['POST', '/v1/events/A-2026.1/links', { othre: 'A-2026.2' }, '/othre', '« other »'],
    ['POST', '/v1/subscriptions', { query: 'lait', chanel: 'email' }, '/chanel', '« channel »'],
  ] as const)(
    'with an unknown member is refused, naming the nearest: %s %s',
    async (method, url, body, at, name) => {
      const answer = await here.as('claire', method, url, body)
      expect(answer.status).toBe(400)
      const issue = answer.body.issues.find((one: { at: string }) => one.at === at)
      expect(issue.rule).toContain(name)
    },
  )

  it.each([
    ['lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['within a field', `{"kind":"food-product","fields":{"lots":${'['.repeat(40)}${']'.repeat(40)}}}`],
  ])('that nests too deep is refused: %s', async (_name, payload) => {
    expect(await post(payload)).toMatchObject({
      status: 400,
      body: { type: 'urn:vigie:problem:json-too-deep' },
    })
  })

  it('is not taken for deep because of brackets within its texts', async () => {
    const lots = '[{"'.repeat(50)
    const answer = await post(JSON.stringify({ kind: 'food-product', fields: { lots } }))
    expect([answer.status, answer.body.values]).toEqual([201, { lots }])
  })

  it.each(['1e400', '-1e400', '9'.repeat(400), '0.1e-400'])(
    'with the number %s is refused, not broken by it',
    async (n) => {
      expect((await post(`{"kind":"food-product","fields":{"lots":${n}}}`)).status).toBeOneOf([400, 422])
      expect((await post(`{"kind":${n}}`)).status).toBe(400)
    },
  )

  it('that is compressed, or in another alphabet than Unicode’s, is refused or read as it is', async () => {
    const answer = await post('{}', { 'content-encoding': 'gzip' })
    expect([answer.status, answer.body.detail]).toMatchObject([415, expect.stringContaining('gzip')])
  })

  async function post(payload: string, headers: Record<string, string> = {}) {
    const response = await here.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: {
        authorization: `Bearer ${here.tokens.claire}`,
        'content-type': 'application/json',
        ...headers,
      },
      payload,
    })
    return answerOf(response)
  }
})

describe('a number in an address', () => {
  it.each([
    'limit=',
    'limit=1e1',
    'limit=0x10',
    'limit=%205',
    'limit=1.5',
    'limit=1&limit=2',
    'offset=99999999999999999999',
  ])('is digits alone: ?%s is refused', async (asked) => {
    const answer = await here.as('claire', 'GET', `/v1/events?${asked}`)
    expect([answer.status, answer.body.issues[0].in]).toEqual([400, 'query'])
  })
})

describe('a format', () => {
  it.each(['text/html', 'application/xml, image/*', 'application/json;q=0', 'text/csv'])(
    'that is not given is answered 406, naming what is: %s',
    async (accept) => {
      const answer = await here.as('claire', 'GET', '/v1/me', undefined, { accept })
      expect([answer.status, answer.body.type]).toEqual([406, 'urn:vigie:problem:not-acceptable'])
      expect(answer.body.detail).toContain('application/json')
    },
  )

  it.each(['*/*', 'application/*', 'text/html, */*;q=0.1', 'application/json; charset=utf-8'])(
    'that JSON is one of is answered: %s',
    async (accept) => {
      expect((await here.as('claire', 'GET', '/v1/me', undefined, { accept })).status).toBe(200)
    },
  )
})

describe('a method', () => {
  it('OPTIONS is answered with those that the address has, 404 where there is none', async () => {
    const known = await here.app.inject({ method: 'OPTIONS', url: '/v1/events/A-2026.1' })
    expect([known.statusCode, known.headers.allow, known.body]).toEqual([
      204,
      'GET, HEAD, OPTIONS, PATCH',
      '',
    ])
    expect((await here.app.inject({ method: 'OPTIONS', url: '/v1/nulle-part' })).statusCode).toBe(404)
  })

  it('that no address has is answered 405 with those that it has', async () => {
    const url = new URL('/v1/events', await here.app.listen({ host: '127.0.0.1', port: 0 }))
    for (const method of ['TRACE', 'PROPFIND', 'QUERY', 'PUT']) {
      const [response] = await once(request(url, { method }).end(), 'response')
      expect([method, response.statusCode, response.headers.allow]).toEqual([
        method,
        405,
        'GET, HEAD, OPTIONS, POST',
      ])
      expect(await json(response)).toMatchObject({ type: 'urn:vigie:problem:method-refused' })
    }
  })

  it('with a body that cannot be read is not found where there is nothing', async () => {
    const headers = { 'content-type': 'text/xml' }
    const nowhere = answerOf(
      await here.app.inject({ method: 'POST', url: '/v1/rien', headers, payload: '<x/>' }),
    )
    expect([nowhere.status, nowhere.body.type]).toEqual([404, 'urn:vigie:problem:route-not-found'])
    const headers2 = { 'content-type': 'application/json' }
    const other = await here.app.inject({ method: 'PUT', url: '/v1/events', headers: headers2, payload: '{' })
    expect([other.statusCode, other.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
  })

  it('HEAD is answered as GET, without the body', async () => {
    const answer = await here.as('claire', 'HEAD', '/v1/me')
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([
      200,
      '',
      'application/json; charset=utf-8',
    ])
    expect((await here.as('claire', 'HEAD', '/v1/me?x=1')).status).toBe(400)
  })
})

describe('an address', () => {
  it.each(['/v1', '/v1/', '/V1/me', '/v1/me/', '//', `/v1/${'x'.repeat(8000)}`])(
    'that is not one is not found, as a problem: %.20s',
    async (url) => {
      const answer = await here.as('claire', 'GET', url)
      expect([answer.status, answer.body.type]).toEqual([404, 'urn:vigie:problem:route-not-found'])
    },
  )

  it('with a part of 2 000 characters is refused', async () => {
    const answer = await here.as('claire', 'GET', `/v1/events/${'9'.repeat(2000)}`)
    expect([answer.status, answer.headers['content-type']]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
  })
})

describe('what is no HTTP that Node reads', () => {
  it.each([
    [
      'headers of 100 kB',
      `GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    ['no HTTP at all', 'bonjour\r\n\r\n', 400, 'request-refused'],
    ['a header that is none', 'GET / HTTP/1.1\r\nHost: x\r\nB\u0000d: 1\r\n\r\n', 400, 'request-refused'],
  ])('is answered as a problem: %s', async (_name, sent, status, code) => {
    const address = here.app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(sent)
    const [data] = await once(socket, 'data')
    socket.destroy()
    const [head = '', body = ''] = String(data).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\\r\\nContent-Type: application/problem\\+json`))
    expect(JSON.parse(body)).toMatchObject({ status, type: `urn:vigie:problem:${code}` })
    expect(JSON.parse(body).detail).not.toMatch(/[A-Z]+_[A-Z]+/)
  })
})
