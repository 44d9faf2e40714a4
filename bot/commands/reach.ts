import { reachOf } from '#core/diffusion/reach.ts'
import { reachPage } from '#templates/chat/reach.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { pageNumber } from '../grammar/argument.ts'
import { nextPage } from '../next-page.ts'

/** Who would be told of what is said next, and why. */
export const reach = command({
  words: ['portée', 'qui reçoit', 'destinataires', 'reach', 'who'],
  effect: 'reads',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }), page: pageNumber() },
  summary: 'qui serait averti, et pourquoi, avant d’envoyer',
  details: [],
  examples: ['portée A-2026.12'],
  run: async ({ ctx }, { number, page: asked }) => {
    const reach = await reachOf(ctx, { number })
    const page = Number(asked ?? 1)
    const total = Math.max(reach.recipients.length, reach.excluded.length)
    return {
      answer: { type: 'reach', data: { number, reach, page } },
      touched: { number },
      ...nextPage(`portée ${number}`, { total, size: reachPage, page }),
    }
  },
})
