import { type App, agentOf } from '../deps.ts'
import { describeMe, meSchema } from '../shapes/agent.ts'
import { problemResponses } from '../shapes/problem.ts'

export function meRoute(app: App): void {
  app.get(
    '/me',
    {
      schema: {
        operationId: 'me',
        summary: 'Savoir à qui appartient le jeton',
        tags: ['Agent'],
        security: [{ jeton: [] }],
        response: { 200: meSchema, ...problemResponses },
      },
    },
    async (request) => describeMe(agentOf(request)),
  )
}
