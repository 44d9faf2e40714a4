import type { Registry } from 'prom-client'
import { z } from 'zod'
import type { App } from '../deps.ts'
import { refusedOpenly } from '../shapes/refused.ts'

/** For Prometheus, in its own text format. To be kept inside by the proxy, though nothing personal is in it. */
export function metricsRoute(app: App, registry: Registry): void {
  app.get(
    '/metrics',
    {
      logLevel: 'warn',
      schema: {
        operationId: 'metrics',
        summary: 'Lire les mesures du service',
        description: 'Au format de Prometheus.',
        tags: ['Exploitation'],
        response: {
          200: {
            description: 'Les mesures',
            content: { 'text/plain': { schema: z.string() } },
          },
          ...refusedOpenly(),
        },
      },
    },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  )
}
