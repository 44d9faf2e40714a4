import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemSchema } from '#core/http/shapes/problem.ts'
import { type Answer, answerOf, type Harness, startHarness } from './harness.ts'

/** A proxy that is known, and one client behind it per host number. */
const proxy = '10.0.0.9'
let here: Harness
beforeAll(async () => {
  here = await startHarness({ trustProxy: ['10.0.0.0/24'] })
})
afterAll(() => here[Symbol.asyncDispose]())

/** A request without a token from an address, or from a client behind the proxy. */
async function from(address: string, url: string, harness = here, remoteAddress = proxy): Promise<Answer> {
  const headers = { 'x-forwarded-for': address }
  return answerOf(await harness.app.inject({ url, remoteAddress, headers }))
}

async function times(n: number, ask: () => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = []
  for (let i = 0; i < n; i++) statuses.push((await ask()).status)
  return statuses
}

describe('three hundred guesses of stop links in a minute', () => {
  it('stop whoever guesses, and nobody and nothing else', async () => {
    const guessed = await times(300, () => from('198.51.100.1', '/arret/x.y'))
    expect(guessed.slice(0, 60).every((status) => status === 404)).toBe(true)
    expect(guessed.slice(60).every((status) => status === 429)).toBe(true)
    for (const url of ['/health', '/ready', '/metrics', '/docs/', '/docs/json', '/arret/vivant'])
      expect([url, (await from('198.51.100.1', url)).status]).toEqual([url, 200])
    expect((await from('198.51.100.2', '/arret/x.y')).status).toBe(404)
    expect((await here.as('claire', 'GET', '/v1/me')).status).toBe(200)
  })

  it('behind a proxy that is not declared leave the links of others alone too', async () => {
    await using blind = await startHarness({ limits: { pagesPerMinute: 3 } })
    expect(await times(5, () => from('198.51.100.1', '/arret/x.y', blind))).toEqual([404, 404, 404, 429, 429])
    expect((await from('198.51.100.2', '/arret/vivant', blind)).status).toBe(200)
    for (const url of ['/ready', '/metrics', '/docs/'])
      expect([url, (await from('198.51.100.2', url, blind)).status]).toEqual([url, 200])
  })

  it('are answered by a page that says when to come back', async () => {
    const answer = await from('198.51.100.1', '/arret/x.y')
    expect(answer.status).toBe(429)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.text).toMatch(/Plus de 60 demandes depuis votre adresse en une minute\. Réessayez dans \d+/)
  })
})

describe('readiness and metrics', () => {
  it('are never refused, and who ask together share one check', async () => {
    let checks = 0
    await using watched = await startHarness({
      readiness: async () => {
        checks += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
        return [{ name: 'database', ok: true }]
      },
    })
    const answers = await Promise.all(Array.from({ length: 500 }, () => watched.app.inject('/ready')))
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true)
    expect(checks).toBeLessThan(20)
  })
})

describe('the address of a client', () => {
  it('is counted by the /64 that a subscriber of IPv6 has', async () => {
    await using small = await startHarness({ limits: { pagesPerMinute: 1 }, trustProxy: [proxy] })
    const guess = (address: string) => from(address, '/arret/x.y', small)
    expect((await guess('2001:db8:1:2::1')).status).toBe(404)
    expect((await guess('2001:db8:1:2:ffff::9')).status).toBe(429)
    expect((await guess('2001:db8:1:3::1')).status).toBe(404)
  })

  it('is not believed from whoever is no proxy of ours, nor from in front of the proxy', async () => {
    await using small = await startHarness({ limits: { pagesPerMinute: 1 }, trustProxy: [proxy] })
    expect((await from('198.51.100.1', '/arret/x.y', small, '203.0.113.5')).status).toBe(404)
    expect((await from('198.51.100.2', '/arret/x.y', small, '203.0.113.5')).status).toBe(429)
    // The client wrote the first one himself; the proxy added where he really is.
    expect((await from('1.1.1.1, 198.51.100.7', '/arret/x.y', small)).status).toBe(404)
    expect((await from('2.2.2.2, 198.51.100.7', '/arret/x.y', small)).status).toBe(429)
  })

  it('is the same whatever port the proxy writes behind it', async () => {
    await using small = await startHarness({ limits: { pagesPerMinute: 1 }, trustProxy: [proxy] })
    expect((await from('198.51.100.1:40001', '/arret/x.y', small)).status).toBe(404)
    expect((await from('198.51.100.1:40002', '/arret/x.y', small)).status).toBe(429)
    expect((await from('garbage-1', '/arret/x.y', small)).status).toBe(404)
    expect((await from('garbage-2', '/arret/x.y', small)).status).toBe(429)
  })
})

describe('the calls of a token', () => {
  it('are counted apart from those of another, reads apart from searches and writes', async () => {
    await using busy = await startHarness({ limits: { perMinute: 10 } })
    const me = () => busy.as('claire', 'GET', '/v1/me')
    const find = () => busy.as('claire', 'GET', '/v1/events')
    const subscribe = () => busy.as('claire', 'PUT', '/v1/events/A-2026.1/follow')
    expect((await times(11, me)).at(-1)).toBe(429)
    expect(await times(3, find)).toEqual([200, 200, 429])
    expect(await times(3, subscribe)).toEqual([404, 404, 429])
    expect((await busy.as('marc', 'GET', '/v1/me')).status).toBe(200)
    const other = await busy.tokenFor('claire', {})
    const headers = { authorization: `Bearer ${other}` }
    expect((await busy.app.inject({ url: '/v1/me', headers })).statusCode).toBe(200)
  })

  it('say what is left, and past the limit when to come back and how to get more', async () => {
    await using busy = await startHarness({ limits: { perMinute: 2 } })
    const first = await busy.as('claire', 'GET', '/v1/me')
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' })
    expect(Number(first.headers['ratelimit-reset'])).toBeGreaterThan(0)
    await busy.as('claire', 'GET', '/v1/me')
    const { status, headers, body } = await busy.as('claire', 'GET', '/v1/me')
    expect([status, body.type]).toEqual([429, 'urn:vigie:problem:rate-exceeded'])
    expect(problemSchema.parse(body)).toEqual(body)
    expect(headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '0' })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(body.detail).toMatch(
      /^Plus de 2 lectures par ce jeton en une minute\. Réessayez dans \d+ secondes?\. Pour une plus haute limite, demandez à l’exploitant du service un jeton qui a la sienne : « token creer ADRESSE --limite 4 »\.$/,
    )
  })

  it('of a laboratory with a limit of its own pass, where those without are stopped', async () => {
    const laboratory = await here.tokenFor('marc', { perMinute: 1200 })
    const usual = await here.tokenFor('marc', {})
    // 200 events, each with its journal, its documents and one document: 800 reads.
    const reads = ['', '/entries', '/documents', '/documents/1']
    const readAll = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      const statuses = new Map<number, number>()
      for (let i = 1; i <= 200; i++)
        for (const part of reads) {
          const { statusCode } = await here.app.inject({ url: `/v1/events/A-2026.${i}${part}`, headers })
          statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
        }
      return Object.fromEntries(statuses)
    }
    expect(await readAll(laboratory)).toEqual({ 404: 800 })
    expect(await readAll(usual)).toEqual({ 404: 600, 429: 200 })
  })
})

describe('what is counted', () => {
  it('takes no more room, however many addresses come: those heard of longest ago are forgotten, tokens never for them', async () => {
    await using small = await startHarness({
      limits: { pagesPerMinute: 1, perMinute: 1, mostCounted: 3 },
      trustProxy: [proxy],
    })
    const guess = async (host: number) => (await from(`198.51.100.${host}`, '/arret/x.y', small)).status
    const me = async () => (await small.as('claire', 'GET', '/v1/me')).status
    expect([await guess(1), await guess(1), await me(), await me()]).toEqual([404, 429, 200, 429])
    for (const host of [2, 3, 4]) expect(await guess(host)).toBe(404)
    expect([await guess(1), await me()]).toEqual([404, 429])
  })
})

describe('requests without a good token', () => {
  it('are answered 429 past the limit of their address, and a good token from there still passes', async () => {
    await using guessed = await startHarness({ limits: { refusedPerMinute: 2 } })
    const authorization = `Bearer vgi_${'B'.repeat(43)}`
    const guess = async () =>
      answerOf(await guessed.app.inject({ url: '/v1/me', headers: { authorization } }))
    const none = async () => answerOf(await guessed.app.inject('/v1/me'))
    expect([(await guess()).status, (await none()).status, (await guess()).status]).toEqual([401, 401, 429])
    expect((await none()).body.detail).toMatch(/^Plus de 2 demandes sans jeton valide depuis votre adresse/)
    expect((await guessed.as('claire', 'GET', '/v1/me')).status).toBe(200)
  })
})
