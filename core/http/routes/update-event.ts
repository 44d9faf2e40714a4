import { z } from 'zod'
import { updateEvent } from '../../events/update.ts'
import type { App, HttpDeps } from '../deps.ts'
import { versionOf } from '../etag.ts'
import { keyHeader } from '../once/key.ts'
import { once } from '../once/once.ts'
import { describeEntry } from '../shapes/entry.ts'
import { numberParams, updatedSchema, updateSchema } from '../shapes/event.ts'
import { refusedOnce } from '../shapes/refused.ts'
import { answerEvent } from './answer-event.ts'

const headers = z.looseObject({
  ...keyHeader,
  'if-match': z.string().optional().meta({
    description:
      'ETag ou version lue : 412 si quelqu’un a changé les mêmes champs entre-temps, avec ce qu’il a changé',
    example: '"4.7.full"',
  }),
})

export function updateEventRoute(app: App, deps: HttpDeps): void {
  app.patch(
    '/events/:number',
    {
      schema: {
        operationId: 'updateEvent',
        summary: 'Modifier un évènement',
        description:
          'Seuls les champs donnés changent ; ce que d’autres ont changé ailleurs dans la fiche reste. Sans If-Match, le dernier qui enregistre l’emporte.',
        tags: ['Évènements'],
        params: numberParams,
        headers,
        body: updateSchema,
        response: {
          200: updatedSchema,
          ...refusedOnce(
            'event-not-found',
            'right-missing',
            'state-refused',
            'too-hasty',
            'version-conflict',
            'fields-invalid',
            'nothing-to-change',
          ),
        },
      },
    },
    async (request, reply) =>
      once(deps, request, reply, async (ctx) => {
        const version = versionOf(request.headers['if-match'])
        const { event, changes, meanwhile } = await updateEvent(ctx, {
          ...request.params,
          ...request.body,
          ...(version === undefined ? {} : { version }),
        })
        return {
          event: await answerEvent(ctx, reply, event.number),
          changes: changes.map((change) => ({ ...change })),
          meanwhile: meanwhile.map(describeEntry),
        }
      }),
  )
}
