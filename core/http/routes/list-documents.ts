import { listDocuments } from '../../documents/list.ts'
import { type App, contextOf, type HttpDeps } from '../deps.ts'
import { documentsSchema } from '../shapes/document.ts'
import { numberParams } from '../shapes/event.ts'
import { refused } from '../shapes/refused.ts'

export function listDocumentsRoute(app: App, deps: HttpDeps): void {
  app.get(
    '/events/:number/documents',
    {
      schema: {
        operationId: 'listDocuments',
        summary: 'Lister les documents d’un évènement',
        description: 'Du plus ancien au plus récent, sans ceux qui ont été retirés.',
        tags: ['Documents'],
        params: numberParams,
        response: { 200: documentsSchema, ...refused('event-not-found') },
      },
    },
    async (request) => ({ documents: await listDocuments(contextOf(deps, request), request.params) }),
  )
}
