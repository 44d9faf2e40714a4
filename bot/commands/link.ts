import { toldOf } from '#core/diffusion/told.ts'
import { linkEvents } from '#core/events/link.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** Links two events. */
export const link = command({
  words: ['lier', 'relier', 'link'],
  alsoSaid: ['lie', 'relie'],
  effect: 'tells',
  arguments: {
    number: eventNumber({ required: true, example: 'A-2026.12' }),
    other: eventNumber({ required: true, example: 'A-2026.15' }),
  },
  summary: 'lier deux évènements',
  details: [
    'Un lien se reprend dans les secondes qui suivent (« annuler ») ; ensuite, dites par un message qu’il est une erreur.',
  ],
  examples: ['lier A-2026.12 A-2026.15', 'lier A-2026.12 et A-2026.15'],
  run: async ({ ctx }, { number, other }) => {
    await linkEvents(ctx, { number, other })
    const told = await toldOf(ctx, { numbers: [number, other] })
    return {
      answer: { type: 'linked', data: { number, other, told } },
      touched: { number },
      tells: { number, told },
    }
  },
})
