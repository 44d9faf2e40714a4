import { toldOf } from '#core/diffusion/told.ts'
import { reopenEvent } from '#core/events/reopen.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** Opens a closed event again. */
export const reopen = command({
  words: ['rouvrir', 'réouvrir', 'reopen'],
  alsoSaid: ['rouvre', 'rouvrez'],
  effect: 'tells',
  states: ['closed', 'withdrawn'],
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  summary: 'rouvrir un évènement clos (administration centrale)',
  details: [],
  examples: ['rouvrir A-2026.12'],
  run: async ({ ctx }, { number }) => {
    const event = await reopenEvent(ctx, { number })
    const title = kindOf(event.kind).title(event.fields)
    const told = await toldOf(ctx, { numbers: [event.number] })
    return {
      answer: { type: 'state-changed', data: { number: event.number, title, to: 'open', told } },
      touched: { number: event.number, version: event.version },
      tells: { number: event.number, told },
    }
  },
})
