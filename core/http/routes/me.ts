import { type App, agentOf, tokenOf } from '../deps.ts'
import { describeMe, meSchema } from '../shapes/agent.ts'
import { refused } from '../shapes/refused.ts'

export function meRoute(app: App): void {
  app.get(
    '/me',
    {
      schema: {
        operationId: 'me',
        summary: 'Savoir à qui appartient le jeton, et ce qu’il ouvre',
        tags: ['Agent'],
        response: { 200: meSchema, ...refused() },
      },
    },
    async (request) => describeMe(agentOf(request), tokenOf(request)),
  )
}
