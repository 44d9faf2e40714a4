import { isRefusal } from '../refusal.ts'
import { clientAddress } from './client-address.ts'
import type { App, HttpDeps, Limits } from './deps.ts'
import { Fault, isFault } from './fault.ts'
import { addressKey } from './limit-rate.ts'
import { findToken } from './tokens/find-token.ts'

/**
 * Reads the bearer token of every request of this part of the server.
 * What comes without a good one is counted by address; a good token always passes, whatever others do from its address.
 */
export function authenticate(app: App, deps: HttpDeps, limits: Limits): void {
  const limit = limits.refusedPerMinute
  const countRefused = app.createRateLimit({
    // The library keeps 5 000 counts.
    max: limit,
    timeWindow: 60_000,
    keyGenerator: addressKey,
  })
  app.addHook('onRequest', async (request) => {
    try {
      const secret = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (secret === undefined) throw new Fault('token-missing', {})
      const { agent, token } = await findToken(deps, { secret, from: clientAddress(request) })
      request.agent = agent
      request.token = token
    } catch (error) {
      if (!isRefused(error)) throw error
      const spent = await countRefused(request)
      if (!spent.isAllowed && spent.isExceeded)
        throw new Fault('rate-exceeded', {
          rate: 'refused',
          limit,
          seconds: spent.ttlInSeconds,
          wish: undefined,
        })
      throw error
    }
  })
}

function isRefused(error: unknown): boolean {
  return (
    isRefusal(error, 'token-invalid') || isFault(error, 'token-missing') || isFault(error, 'address-refused')
  )
}
