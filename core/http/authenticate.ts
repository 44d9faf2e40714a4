import { isRefusal } from '../refusal.ts'
import type { App, HttpDeps, Limits } from './deps.ts'
import { Fault } from './fault.ts'
import { findToken } from './tokens/find-token.ts'

/**
 * Reads the bearer token of every request of this part of the server.
 * Only refused tokens are counted by address: behind a proxy all agents share one, and a good token must always pass.
 */
export function authenticate(app: App, deps: HttpDeps, limits: Limits): void {
  const countRefused = app.createRateLimit({ max: limits.refusedPerMinute, timeWindow: 60_000 })
  app.addHook('onRequest', async (request) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) throw new Fault('token-missing', {})
    try {
      request.agent = await findToken(deps.store, deps.clock, token)
    } catch (error) {
      if (!isRefusal(error, 'token-invalid')) throw error
      const spent = await countRefused(request)
      if (!spent.isAllowed && spent.isExceeded)
        throw new Fault('rate-exceeded', { seconds: spent.ttlInSeconds })
      throw error
    }
  })
}
