import { readEvent } from '../../events/read.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { describeEntry, entriesSchema } from '../shapes/entry.ts'
import { numberParams } from '../shapes/event.ts'
import { refused } from '../shapes/refused.ts'

export function listEntriesRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/entries',
    {
      schema: {
        operationId: 'listEntries',
        summary: 'Lire le fil de suivi',
        tags: ['Fil de suivi'],
        params: numberParams,
        response: { 200: entriesSchema, ...refused('event-not-found') },
      },
    },
    async (request) => {
      const { entries } = await readEvent(contextOf(deps, request), request.params)
      return { entries: entries.map(describeEntry) }
    },
  )
}
