import type { FastifyRequest } from 'fastify'
import type { App } from './deps.ts'
import { Fault } from './fault.ts'
import type { Limiters, TokenRate } from './limit-rate.ts'
import type { Scope } from './scopes.ts'

/** What opens a route of agents: the scope that its token must hold, and what a call counts as. */
export interface Door {
  /** `any`: every token that is good. */
  readonly scope: Scope | 'any'
  readonly rate: TokenRate
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of the routes under /v1; the documentation is written from it. */
    door?: Door
  }
}

/** Puts the door before every route that is then added to this part. Called after the token is read. */
export function openDoor(part: App, door: Door, limiters: Limiters): void {
  part.addHook('onRoute', (route) => {
    route.config = { ...route.config, door }
  })
  part.addHook('onRequest', limiters[door.rate])
  part.addHook('onRequest', async (request) => checkScope(request, door))
}

function checkScope({ token }: Pick<FastifyRequest, 'token'>, { scope }: Door): void {
  if (scope === 'any' || token?.scopes.includes(scope) === true) return
  throw new Fault('scope-missing', { scope, held: token?.scopes ?? [] })
}
