import { randomUUID } from 'node:crypto'
import fastify, { LogController } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { App, HttpDeps } from './deps.ts'
import { document } from './document.ts'
import { failureOf, handleErrors, sendProblem } from './handle-errors.ts'
import { harden } from './harden.ts'
import { limitRate } from './limit-rate.ts'
import { bodyLimit, defaultLimits, keepAliveTimeout, requestTimeout } from './limits.ts'
import { measure } from './metrics.ts'
import { missRoutes } from './miss.ts'
import { readJson } from './read-json.ts'
import { readPart } from './read-part.ts'
import { refuseRaw } from './refuse-raw.ts'
import { addRoutes } from './routes.ts'

/** The HTTP edge, complete but not listening: the caller listens, and closes it before the store. */
export async function createServer(deps: HttpDeps): Promise<App> {
  const limits = { ...defaultLimits, ...deps.limits }
  const app = fastify({
    ...(deps.log === undefined ? {} : { loggerInstance: deps.log }),
    bodyLimit,
    requestTimeout,
    handlerTimeout: limits.answerWithin,
    keepAliveTimeout,
    forceCloseConnections: 'idle',
    trustProxy: deps.trustProxy === undefined || deps.trustProxy.length === 0 ? false : [...deps.trustProxy],
    // An id of ours for every request: one from outside could be anything.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // fastify's own lines hold addresses, and an address may hold the token of a one-click link.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 1024 },
    clientErrorHandler: refuseRaw(deps.words),
    frameworkErrors: (error, request, reply) => {
      sendProblem(failureOf(error, request), request, reply, deps.words)
    },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(({ schema, httpPart }) => {
    if (!(schema instanceof z.ZodType)) throw new TypeError('a route schema is a zod schema')
    return (data: unknown) => ({ value: readPart(schema, data, httpPart) })
  })
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('agent', null)
  app.decorateRequest('token', null)
  app.decorateRequest('link', null)
  readJson(app)
  harden(app, deps.secure ?? false)
  handleErrors(app, deps.words, missRoutes(app, deps.words))
  logRequests(app)
  const limiters = await limitRate(app, limits)
  const registry = measure(app, deps.store, app.log)
  await document(app, deps, limiters.docs)
  await addRoutes(app, deps, { limits, limiters, registry })
  await app.ready()
  return app
}

/** One line a request: the route's pattern, not its address. */
function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        agent: request.agent?.id,
        token: request.token?.id,
      },
      'request',
    )
  })
}
