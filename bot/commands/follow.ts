import { followEvent } from '#core/diffusion/follow.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** Receives what happens on one event. */
export const follow = command({
  words: ['suivre', 'suis', 'follow', 'watch'],
  effect: 'changes',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  summary: 'recevoir ce qui arrive à un évènement',
  details: ['Qui crée une fiche la suit sans rien demander.'],
  examples: ['suivre A-2026.12'],
  run: async ({ ctx }, { number }) => {
    const data = await followEvent(ctx, { number })
    const back = data.already ? [] : [`ne plus suivre ${data.number}`]
    return { answer: { type: 'followed', data }, touched: { number: data.number }, back }
  },
})
