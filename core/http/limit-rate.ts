import rateLimit from '@fastify/rate-limit'
import type { App, Limits } from './deps.ts'
import { Fault } from './fault.ts'

/** Counts requests by agent once he is known, by address on public routes. Registered before any route. */
export async function limitRate(app: App, { perMinute }: Limits): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) =>
      request.agent === null ? rateLimit.normalizeIP(request.ip) : `agent:${request.agent.id}`,
    errorResponseBuilder: (_request, { ttl }) =>
      new Fault('rate-exceeded', { seconds: Math.ceil(ttl / 1000) }),
  })
}
