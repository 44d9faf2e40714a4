import type { App } from './deps.ts'
import { Fault } from './fault.ts'
import { type Miss, sendProblem } from './handle-errors.ts'
import type { ProblemWords } from './problem.ts'

/** What no route answers: OPTIONS with what the path answers to; else 404, or 405 with what is allowed when the path answers to other methods. Called before any route is added. */
export function missRoutes(app: App, words: ProblemWords): Miss {
  const methods = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set()
    for (const one of [method].flat()) known.add(one)
    methods.set(url, known)
  })
  const miss: Miss = (request, reply) => {
    const { method } = request
    const path = request.url.split('?')[0] ?? ''
    const allowed = [...methods]
      .filter(([pattern]) => matchesPattern(pattern, path))
      .flatMap(([, set]) => [...set])
    const all = [...new Set([...allowed, 'OPTIONS'])].sort()
    // Asked by another method, or the route itself would have answered.
    if (allowed.length > 0 && method === 'OPTIONS')
      return reply.code(204).header('allow', all.join(', ')).send()
    const fault =
      allowed.length > 0 && !allowed.includes(method)
        ? new Fault('method-refused', { method, allowed: all })
        : new Fault('route-not-found', { method, path })
    return sendProblem(fault, request, reply, words)
  }
  app.setNotFoundHandler(miss)
  return miss
}

/** `/v1/events/:number` matches `/v1/events/A-2026.12`. */
export function matchesPattern(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const seen = path.split('/')
  return (
    wanted.length === seen.length &&
    wanted.every((part, i) => (part.startsWith(':') ? seen[i] !== '' : part === seen[i]))
  )
}
