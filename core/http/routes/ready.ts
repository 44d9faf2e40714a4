import { z } from 'zod'
import type { App, HttpDeps, ReadinessPart } from '../deps.ts'

const schema = z.object({
  ready: z.boolean(),
  parts: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
})

/** Milliseconds after which a part that does not answer is not ready. */
const patience = 5_000

/** Whether requests may be sent here: 503 with what is missing otherwise. */
export function readyRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/ready',
    {
      schema: {
        operationId: 'ready',
        summary: 'Savoir si le service peut servir',
        description: '503 avec chaque partie qui manque.',
        tags: ['Exploitation'],
        response: { 200: schema, 503: schema },
      },
    },
    async (request, reply) => {
      const parts = await Promise.race([deps.readiness(), late(request.signal)]).catch((error: unknown) => {
        request.log.error({ err: error }, 'readiness check failed')
        return broken
      })
      const ready = parts.every((part) => part.ok)
      return reply.code(ready ? 200 : 503).send({ ready, parts: parts.map((part) => ({ ...part })) })
    },
  )
}

const broken: readonly ReadinessPart[] = [{ name: 'readiness', ok: false }]

async function late(signal: AbortSignal): Promise<readonly ReadinessPart[]> {
  await Promise.resolve(signal)
  return broken
}
