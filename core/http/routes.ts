import type { Registry } from 'prom-client'
import { authenticate } from './authenticate.ts'
import type { App, HttpDeps, Limits } from './deps.ts'
import { type Door, openDoor } from './door.ts'
import type { Limiters } from './limit-rate.ts'
import { negotiate } from './negotiate.ts'
import { closeEventRoute } from './routes/close-event.ts'
import { endSubscriptionRoute } from './routes/end-subscription.ts'
import { findEventsRoute } from './routes/find-events.ts'
import { followRoutes } from './routes/follow.ts'
import { healthRoute } from './routes/health.ts'
import { kindsRoutes } from './routes/kinds.ts'
import { linkEventsRoute } from './routes/link-events.ts'
import { listDocumentsRoute } from './routes/list-documents.ts'
import { listEntriesRoute } from './routes/list-entries.ts'
import { listSubscriptionsRoute } from './routes/list-subscriptions.ts'
import { meRoute } from './routes/me.ts'
import { metricsRoute } from './routes/metrics.ts'
import { nomenclaturesRoutes } from './routes/nomenclatures.ts'
import { openEventRoute } from './routes/open-event.ts'
import { postEntryRoute } from './routes/post-entry.ts'
import { proofRoute } from './routes/proof.ts'
import { publishEventRoute } from './routes/publish-event.ts'
import { reachRoute } from './routes/reach.ts'
import { readDocumentRoute } from './routes/read-document.ts'
import { readEventRoute } from './routes/read-event.ts'
import { readyRoute } from './routes/ready.ts'
import { reopenEventRoute } from './routes/reopen-event.ts'
import { sealedProofRoute } from './routes/sealed-proof.ts'
import { stopRoutes } from './routes/stop.ts'
import { subscribeRoute } from './routes/subscribe.ts'
import { updateEventRoute } from './routes/update-event.ts'
import { withdrawEventRoute } from './routes/withdraw-event.ts'
import { strict } from './strict.ts'

/** Adds one route, or the two of one address. */
export type Route = (app: App, deps: HttpDeps) => void

/** A route that does not say what opens it does not compile. */
export interface AgentRoute extends Door {
  readonly add: Route
}

/** Every route that an agent's token opens, under /v1, with the scope that it asks for and what a call counts as. */
const agentRoutes: readonly AgentRoute[] = [
  { add: openEventRoute, scope: 'events:write', rate: 'write' },
  { add: findEventsRoute, scope: 'events:read', rate: 'heavy' },
  { add: readEventRoute, scope: 'events:read', rate: 'read' },
  { add: updateEventRoute, scope: 'events:write', rate: 'write' },
  { add: publishEventRoute, scope: 'events:write', rate: 'write' },
  { add: closeEventRoute, scope: 'events:write', rate: 'write' },
  { add: reopenEventRoute, scope: 'events:write', rate: 'write' },
  { add: withdrawEventRoute, scope: 'events:write', rate: 'write' },
  { add: linkEventsRoute, scope: 'events:write', rate: 'write' },
  { add: postEntryRoute, scope: 'events:write', rate: 'write' },
  { add: listEntriesRoute, scope: 'events:read', rate: 'read' },
  { add: listDocumentsRoute, scope: 'events:read', rate: 'read' },
  { add: readDocumentRoute, scope: 'events:read', rate: 'read' },
  { add: reachRoute, scope: 'events:read', rate: 'heavy' },
  { add: proofRoute, scope: 'proof', rate: 'heavy' },
  { add: sealedProofRoute, scope: 'proof', rate: 'heavy' },
  { add: followRoutes, scope: 'subscriptions', rate: 'write' },
  { add: subscribeRoute, scope: 'subscriptions', rate: 'write' },
  { add: listSubscriptionsRoute, scope: 'subscriptions', rate: 'read' },
  { add: endSubscriptionRoute, scope: 'subscriptions', rate: 'write' },
  { add: kindsRoutes, scope: 'any', rate: 'read' },
  { add: nomenclaturesRoutes, scope: 'any', rate: 'read' },
  { add: meRoute, scope: 'any', rate: 'read' },
]

/** Every route that needs no token. */
const publicRoutes: readonly Route[] = [healthRoute, readyRoute]

export async function addRoutes(
  app: App,
  deps: HttpDeps,
  parts: { readonly limits: Limits; readonly limiters: Limiters; readonly registry: Registry },
): Promise<void> {
  // Parts of their own: a hook or a body parser of one does not reach the others.
  await app.register(async (open: App) => {
    strict(open)
    for (const add of publicRoutes) add(open, deps)
    metricsRoute(open, parts.registry)
  })
  // Not strict: what mail programs add to the address of a stop link must not stand in its way.
  await app.register(async (pages: App) => stopRoutes(pages, deps, parts.limiters.page))
  await app.register(
    async (v1: App) => {
      authenticate(v1, deps, parts.limits)
      await negotiate(v1)
      strict(v1)
      for (const { add, ...door } of agentRoutes) {
        await v1.register(async (part: App) => {
          openDoor(part, door, parts.limiters)
          add(part, deps)
        })
      }
    },
    { prefix: '/v1' },
  )
}
