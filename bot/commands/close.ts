import { toldOf } from '#core/diffusion/told.ts'
import { closeEvent } from '#core/events/close.ts'
import { kindOf } from '#core/kinds/kinds.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** Closes an event. */
export const close = command({
  words: ['clore', 'clôturer', 'fermer', 'close'],
  alsoSaid: ['clos', 'clôture', 'clôturez'],
  effect: 'tells',
  states: ['open'],
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  summary: 'clore un évènement (administration centrale)',
  details: [],
  examples: ['clore A-2026.12'],
  run: async ({ ctx }, { number }) => {
    const event = await closeEvent(ctx, { number })
    const title = kindOf(event.kind).title(event.fields)
    const told = await toldOf(ctx, { numbers: [event.number] })
    return {
      answer: { type: 'state-changed', data: { number: event.number, title, to: 'closed', told } },
      touched: { number: event.number, version: event.version },
      tells: { number: event.number, told },
    }
  },
})
