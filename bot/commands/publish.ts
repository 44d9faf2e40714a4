import { toldOf } from '#core/diffusion/told.ts'
import { publishEvent } from '#core/events/publish.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** Publishes a draft: those whom it concerns are told. */
export const publish = command({
  words: ['publier', 'publie', 'publish'],
  alsoSaid: ['publiez'],
  effect: 'tells',
  states: ['draft'],
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  summary: 'publier un brouillon et avertir ceux qu’il concerne',
  details: ['« portée » montre avant de publier qui serait averti, et pourquoi.'],
  examples: ['publier A-2026.12', 'publier a-2026.12'],
  run: async ({ ctx }, { number }) => {
    const event = await publishEvent(ctx, { number })
    const title = kindOf(event.kind).title(event.fields)
    const told = await toldOf(ctx, { numbers: [event.number] })
    return {
      answer: { type: 'published', data: { number: event.number, title, told } },
      touched: { number: event.number, version: event.version },
      tells: { number: event.number, told },
    }
  },
})
