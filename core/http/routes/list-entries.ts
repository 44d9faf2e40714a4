import { readEvent } from '../../events/read.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { describeEntry, entriesQuery, entriesSchema } from '../shapes/entry.ts'
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
        querystring: entriesQuery,
        response: { 200: entriesSchema, ...refused('event-not-found') },
      },
    },
    async (request) => {
      const asked = { number: request.params.number, entries: request.query }
      const { entries, entryCount } = await readEvent(contextOf(deps, request), asked)
      const last = entries.at(-1)?.rank ?? entryCount
      return {
        entries: entries.map(describeEntry),
        total: entryCount,
        ...(last < entryCount ? { next: last } : {}),
      }
    },
  )
}
