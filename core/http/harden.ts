import type { App } from './deps.ts'

/** What every answer says to browsers and caches; a route may set its own policy over it. */
const headers = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

/** For a year, browsers come by https, whatever a link says. Not for other names of the domain: they are not ours. */
const byTlsOnly = { 'strict-transport-security': 'max-age=31536000' } as const

/** Security headers and the request id, on everything that leaves. */
export function harden(app: App, secure: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, ...(secure ? byTlsOnly : {}), 'x-request-id': request.id })
  })
}
