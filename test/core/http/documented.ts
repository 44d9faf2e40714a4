import { expect } from 'vitest'
import { z } from 'zod'
import type { App } from '#core/http/deps.ts'
import { matchesPattern } from '#core/http/miss.ts'
import type { Answer } from './harness.ts'

const openapi = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ responses: z.record(z.string(), z.object({ description: z.string() })) }),
    ),
  ),
})

const documents = new WeakMap<App, z.infer<typeof openapi>>()

/** Every status that a route answers is in its documentation, and every code of a problem too. */
export async function expectDocumented(
  app: App,
  method: string,
  url: string,
  { status, body }: Pick<Answer, 'status' | 'body'>,
): Promise<void> {
  let document = documents.get(app)
  if (document === undefined) {
    const { body: text } = await app.inject('/docs/json')
    document = openapi.parse(JSON.parse(text))
    documents.set(app, document)
  }
  const path = url.split('?')[0] ?? ''
  const [, methods] =
    Object.entries(document.paths).find(([pattern]) =>
      matchesPattern(pattern.replaceAll(/\{(\w+)\}/g, ':$1'), path),
    ) ?? []
  // Its HEAD is as its GET; another method is no answer of a route.
  const operation = methods?.[(method === 'HEAD' ? 'GET' : method).toLowerCase()]
  if (operation === undefined) return
  const described = operation.responses[String(status)]
  expect([`${method} ${path} may answer ${status}`, described !== undefined]).toEqual([
    `${method} ${path} may answer ${status}`,
    true,
  ])
  // The answer to HEAD has no body.
  if (status >= 400 && body !== undefined) {
    const code = String(body.type).replace('urn:vigie:problem:', '')
    expect(described?.description).toContain(`\`${code}\``)
  }
}
