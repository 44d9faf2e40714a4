import type { Registry } from 'prom-client'
import { authenticate } from './authenticate.ts'
import type { App, HttpDeps, Limits } from './deps.ts'
import { closeEventRoute } from './routes/close-event.ts'
import { endSubscriptionRoute } from './routes/end-subscription.ts'
import { findEventsRoute } from './routes/find-events.ts'
import { followRoutes } from './routes/follow.ts'
import { healthRoute } from './routes/health.ts'
import { linkEventsRoute } from './routes/link-events.ts'
import { listDocumentsRoute } from './routes/list-documents.ts'
import { listEntriesRoute } from './routes/list-entries.ts'
import { listSubscriptionsRoute } from './routes/list-subscriptions.ts'
import { meRoute } from './routes/me.ts'
import { metricsRoute } from './routes/metrics.ts'
import { openEventRoute } from './routes/open-event.ts'
import { postEntryRoute } from './routes/post-entry.ts'
import { proofRoute } from './routes/proof.ts'
import { publishEventRoute } from './routes/publish-event.ts'
import { reachRoute } from './routes/reach.ts'
import { readDocumentRoute } from './routes/read-document.ts'
import { readEventRoute } from './routes/read-event.ts'
import { readyRoute } from './routes/ready.ts'
import { reopenEventRoute } from './routes/reopen-event.ts'
import { stopRoutes } from './routes/stop.ts'
import { subscribeRoute } from './routes/subscribe.ts'
import { updateEventRoute } from './routes/update-event.ts'

/** Adds one route, or the two of one address. */
export type Route = (app: App, deps: HttpDeps) => void

/** Every route that an agent's token opens, under /v1. */
const agentRoutes: readonly Route[] = [
  openEventRoute,
  findEventsRoute,
  readEventRoute,
  updateEventRoute,
  publishEventRoute,
  closeEventRoute,
  reopenEventRoute,
  linkEventsRoute,
  postEntryRoute,
  listEntriesRoute,
  listDocumentsRoute,
  readDocumentRoute,
  reachRoute,
  proofRoute,
  followRoutes,
  subscribeRoute,
  listSubscriptionsRoute,
  endSubscriptionRoute,
  meRoute,
]

/** Every route that needs no token. */
const publicRoutes: readonly Route[] = [healthRoute, readyRoute]

export async function addRoutes(
  app: App,
  deps: HttpDeps,
  parts: { readonly limits: Limits; readonly registry: Registry },
): Promise<void> {
  for (const add of publicRoutes) add(app, deps)
  metricsRoute(app, parts.registry)
  // Parts of their own: a hook or a body parser of one does not reach the others.
  await app.register(async (pages: App) => stopRoutes(pages, deps))
  await app.register(
    async (v1: App) => {
      authenticate(v1, deps, parts.limits)
      for (const add of agentRoutes) add(v1, deps)
    },
    { prefix: '/v1' },
  )
}
