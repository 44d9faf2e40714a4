import accepts from '@fastify/accepts'
import type { FastifyRequest } from 'fastify'
import type { App } from './deps.ts'
import { Fault } from './fault.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types that the route may answer with; `any` where it is the caller's file. JSON when absent. */
    produces?: readonly string[] | 'any'
  }
}

const json = ['application/json'] as const

/** Refuses to answer in a format that the caller does not take, and to read what is compressed. */
export async function negotiate(app: App): Promise<void> {
  await app.register(accepts)
  app.addHook('onRequest', async (request) => {
    const { produces = json } = request.routeOptions.config
    if (produces !== 'any' && preferred(request, produces) === undefined)
      throw new Fault('not-acceptable', { wanted: request.headers.accept ?? '', known: produces })
    const encoding = request.headers['content-encoding'] ?? 'identity'
    if (encoding !== 'identity') throw new Fault('media-refused', { seen: encoding })
  })
}

/** The one of these media types that the caller takes best; undefined when none. All are text in UTF-8, said or not. */
export function preferred(request: FastifyRequest, types: readonly string[]): string | undefined {
  const offered = types.flatMap((type) => [type, `${type}; charset=utf-8`])
  const best = request.accepts().type(offered)
  return types.find((type) => String(best).startsWith(type))
}
