import { z } from 'zod'
import type { App, HttpDeps } from '../deps.ts'
import { refusedOpenly } from '../shapes/refused.ts'

const schema = z.object({ status: z.literal('ok'), version: z.string() })

/** The process answers; nothing else is looked at. What it needs is /ready. */
export function healthRoute(app: App, { version }: HttpDeps): void {
  app.get(
    '/health',
    {
      logLevel: 'warn',
      schema: {
        operationId: 'health',
        summary: 'Savoir si le processus répond',
        tags: ['Exploitation'],
        response: { 200: schema, ...refusedOpenly() },
      },
    },
    async () => ({ status: 'ok' as const, version }),
  )
}
