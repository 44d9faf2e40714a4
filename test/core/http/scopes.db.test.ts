import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentRoute, Route } from '#core/http/routes.ts'
import { type Scope, scopes } from '#core/http/scopes.ts'
import { type Answer, answerOf, type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
afterAll(() => here[Symbol.asyncDispose]())

async function call(
  token: string,
  method: 'GET' | 'HEAD' | 'POST',
  url: string,
  remoteAddress = '127.0.0.1',
) {
  const headers = { authorization: `Bearer ${token}` }
  return answerOf(await here.app.inject({ method, url, headers, remoteAddress }))
}

const scopeMissing = (answer: Answer) => answer.body?.type === 'urn:vigie:problem:scope-missing'

describe('a scope', () => {
  it('opens its routes and no other, on every route of the API', async () => {
    const routes = await documentedRoutes()
    expect(routes.length).toBeGreaterThan(18)
    for (const held of scopes) {
      const token = await here.tokenFor('anne', { scopes: [held], perMinute: 10_000 })
      for (const { method, url, scope } of routes) {
        const answer = answerOf(
          await here.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } }),
        )
        const refused = scope !== undefined && scope !== held
        expect([held, method, url, scopeMissing(answer)]).toEqual([held, method, url, refused])
        if (refused) expect(answer.status).toBe(403)
      }
    }
  })

  it('is asked for by HEAD as by GET', async () => {
    const token = await here.tokenFor('claire', { scopes: ['events:write'] })
    expect((await call(token, 'HEAD', '/v1/events')).status).toBe(403)
  })

  it('that is missing is named, with what the token has and how to get it', async () => {
    const token = await here.tokenFor('claire', { scopes: ['events:read'] })
    const { status, body, headers } = await call(token, 'POST', '/v1/events')
    expect(status).toBe(403)
    expect(body.title).toBe('Droit du jeton manquant')
    expect(body.detail).toBe(
      'Il manque à ce jeton le droit « events:write » ; il a : events:read. Demandez à l’exploitant du service un jeton qui l’a aussi : « token creer ADRESSE --droits events:read,events:write ».',
    )
    expect(headers['www-authenticate']).toBe(
      'Bearer realm="vigie", error="insufficient_scope", scope="events:write"',
    )
  })

  it('is said by a route, or the route does not compile', () => {
    const add: Route = () => undefined
    // @ts-expect-error a route that names no scope
    const bare: AgentRoute = { add, rate: 'read' }
    // @ts-expect-error a scope that does not exist
    const invented: AgentRoute = { add, rate: 'read', scope: 'events:reed' }
    expect([bare.add, invented.add]).toEqual([add, add])
  })
})

describe('a token with addresses', () => {
  it('is refused from elsewhere, which is said with the address seen', async () => {
    const token = await here.tokenFor('claire', { addresses: ['203.0.113.0/24', '2001:db8::/32'] })
    for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1::7'])
      expect([address, (await call(token, 'GET', '/v1/me', address)).status]).toEqual([address, 200])
    for (const address of ['203.0.114.7', '::ffff:203.0.114.7', '2001:db9::7']) {
      const { status, body } = await call(token, 'GET', '/v1/me', address)
      expect([status, body.type]).toEqual([403, 'urn:vigie:problem:address-refused'])
    }
    const { body } = await call(token, 'GET', '/v1/me', '198.51.100.9')
    expect(body.detail).toContain('Ce jeton ne peut pas servir depuis l’adresse 198.51.100.9.')
  })
})

describe('a token that has ended', () => {
  it('is refused, saying how and since when', async () => {
    const token = await here.tokenFor('claire', {
      expiresAt: here.clock.now().add({ hours: 1 }),
    })
    expect((await call(token, 'GET', '/v1/me')).status).toBe(200)
    const before = here.clock.now().toString()
    here.clock.set('2026-11-22T09:00:00Z')
    const { status, body } = await call(token, 'GET', '/v1/me')
    here.clock.set(before)
    expect([status, body.detail]).toEqual([
      401,
      'Ce jeton d’accès a expiré le 22 novembre 2026. Demandez-en un autre à l’exploitant du service.',
    ])
  })
})

interface Documented {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  /** Undefined: any good token. */
  readonly scope: Scope | undefined
}

/** Every route under /v1, with the scope that the documentation says it asks for. */
async function documentedRoutes(): Promise<Documented[]> {
  const { body } = answerOf(await here.app.inject('/docs/json'))
  return Object.entries<Record<string, { security?: [{ jeton: Scope[] }] }>>(body.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).flatMap((method) => {
        const operation = methods[method.toLowerCase()]
        if (operation === undefined) return []
        const url = path.replaceAll('{number}', 'A-2026.9').replaceAll(/\{\w+\}/g, '9')
        return [{ method, url, scope: operation.security?.[0].jeton[0] }]
      }),
    )
}
