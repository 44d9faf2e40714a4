import { reachOf } from '#core/diffusion/reach.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { pageNumber } from '../grammar/argument.ts'

/** Who would be told of what is said next, and why. */
export const reach = command({
  words: ['portée', 'qui reçoit', 'destinataires', 'reach', 'who'],
  effect: 'reads',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }), page: pageNumber() },
  summary: 'qui serait averti, et pourquoi, avant d’envoyer',
  details: [],
  examples: ['portée A-2026.12'],
  run: async ({ ctx }, { number, page }) => ({
    answer: {
      type: 'reach',
      data: { number, reach: await reachOf(ctx, { number }), page: Number(page ?? 1) },
    },
    touched: { number },
  }),
})
