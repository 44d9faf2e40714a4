import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { App, HttpDeps, ReadinessPart } from '../deps.ts'
import { refusedOpenly } from '../shapes/refused.ts'

const schema = z.object({
  ready: z.boolean(),
  parts: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
})

/** Milliseconds after which a part that does not answer is not ready. */
const patience = 5_000

/** Whether requests may be sent here: 503 with what is missing otherwise. Not limited: who ask together share one check. */
export function readyRoute(app: App, deps: HttpDeps): void {
  let checking: Promise<readonly ReadinessPart[]> | undefined
  const check = () => {
    checking ??= deps.readiness().finally(() => {
      checking = undefined
    })
    return checking
  }
  app.get(
    '/ready',
    {
      logLevel: 'warn',
      schema: {
        operationId: 'ready',
        summary: 'Savoir si le service peut servir',
        description: '503 avec chaque partie qui manque.',
        tags: ['Exploitation'],
        response: { ...refusedOpenly(), 200: schema, 503: schema },
      },
    },
    async (request, reply) => {
      const parts = await Promise.race([check(), late()]).catch((error: unknown) => {
        request.log.error({ err: error }, 'readiness check failed')
        return notAnswering
      })
      const ready = parts.every((part) => part.ok)
      return reply.code(ready ? 200 : 503).send({ ready, parts: parts.map((part) => ({ ...part })) })
    },
  )
}

const notAnswering: readonly ReadinessPart[] = [{ name: 'readiness', ok: false }]

async function late(): Promise<readonly ReadinessPart[]> {
  await setTimeout(patience, undefined, { ref: false })
  return notAnswering
}
