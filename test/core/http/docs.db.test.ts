import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { scopes } from '#core/http/scopes.ts'
import { type Harness, startHarness } from './harness.ts'

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z
    .array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional() }))
    .default([]),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), headers: z.record(z.string(), z.unknown()).optional() }),
  ),
})
const openapi = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.strictObject({ jeton: z.looseObject({ description: z.string() }) }),
  }),
})

let here: Harness
let text: string
let described: z.infer<typeof openapi>
const routes: string[] = []
beforeAll(async () => {
  here = await startHarness()
  text = (await here.app.inject('/docs/json')).body
  described = openapi.parse(JSON.parse(text))
  routes.push(...listRoutes(here.app.printRoutes({ commonPrefix: false })))
})
afterAll(() => here[Symbol.asyncDispose]())

const operations = () =>
  Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, details]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      ...details,
    })),
  )

describe('the OpenAPI document', () => {
  it('describes every route, and no route that is not there', () => {
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(routes.sort())
    expect(routes).toContain('PATCH /v1/events/{number}')
  })

  it('gives each operation an id of its own, a known tag and, under /v1, the token', () => {
    const ids = operations().map((one) => one.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const tags = described.tags.map((tag) => tag.name)
    for (const one of operations()) {
      expect(tags).toContain(one.tags[0])
      expect([one.name, one.security !== undefined]).toEqual([one.name, one.path.startsWith('/v1/')])
    }
    expect(Object.keys(described.components.securitySchemes)).toEqual(['jeton'])
  })

  it('declares each parameter of a path', () => {
    for (const { name, path, parameters } of operations()) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const declared = parameters.filter((one) => one.in === 'path').map((one) => one.name)
      expect([name, declared]).toEqual([name, wanted])
    }
  })

  it('says what success and refusal look like on every route of agents', () => {
    for (const { name, path, responses } of operations()) {
      if (!path.startsWith('/v1/')) continue
      const codes = Object.keys(responses)
      expect([name, codes.some((code) => code.startsWith('2'))]).toEqual([name, true])
      expect(codes).toEqual(expect.arrayContaining(['400', '401', '406', '429', '500', '503']))
    }
  })

  it('says on every route of agents which scope of the token it asks for, and what a limit that is reached answers', () => {
    for (const { name, path, description, security, responses } of operations()) {
      if (!path.startsWith('/v1/')) continue
      const [scope] = security?.[0]?.jeton ?? []
      if (scope === undefined) expect(description).toContain('Tout jeton convient.')
      else {
        expect(scopes).toContain(scope)
        expect([name, description]).toEqual([name, expect.stringContaining(`\`${scope}\``)])
      }
      const headers = Object.keys(responses['429']?.headers ?? {})
      expect([name, headers]).toEqual([
        name,
        ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
      ])
    }
    expect(described.paths['/arret/{token}']?.get?.responses['429']?.headers).toHaveProperty('Retry-After')
  })

  it('says what each scope opens, the limits, and how to get more', () => {
    for (const scope of scopes)
      expect(described.components.securitySchemes.jeton.description).toContain(scope)
    expect(described.info.description).toContain('600 lectures, 120 écritures')
    expect(described.info.description).toContain('« token creer ADRESSE --limite 1200 »')
  })

  it('refers only to schemas that it holds, and holds none that nothing refers to', () => {
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    )
    expect(references.length).toBeGreaterThan(0)
    expect(Object.keys(described.components.schemas)).toEqual(
      expect.arrayContaining([...new Set(references)]),
    )
    expect(text).not.toContain('__SCHEMA__')
  })
})

describe('the page at /docs', () => {
  it('loads its scripts and styles from here, under a policy that allows nothing else', async () => {
    const page = await here.app.inject('/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('<title>Vigie')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(page.body).not.toMatch(/<script>|https?:\/\//)
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      const { statusCode } = await here.app.inject(new URL(file, 'http://x/docs/').pathname)
      expect([file, statusCode]).toEqual([file, 200])
    }
  })
})

/** `GET /v1/events/{number}` for each route of ours, from the tree that fastify prints. */
function listRoutes(tree: string): string[] {
  const found: string[] = []
  const parents: string[] = []
  for (const line of tree.split('\n')) {
    const match = /^([│\s]*)[├└]── (\S+)(?: \(([^)]+)\))?/.exec(line)
    if (match === null) continue
    const depth = (match[1] ?? '').length / 4
    parents.length = depth
    const path = `${parents[depth - 1] ?? ''}${match[2]}`
    parents[depth] = path
    for (const method of (match[3] ?? '').split(', ').filter(Boolean))
      if (method !== 'HEAD' && !path.startsWith('/docs'))
        found.push(`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  }
  return found
}
