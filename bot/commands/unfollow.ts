import { unfollowEvent } from '#core/diffusion/unfollow.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** No longer receives what happens on one event. */
export const unfollow = command({
  words: ['ne plus suivre', 'arrêter de suivre', 'ne pas suivre', 'unfollow', 'unwatch'],
  effect: 'changes',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  summary: 'ne plus recevoir ce qui arrive à un évènement',
  details: ['Un abonnement peut encore vous en avertir : « mes abonnements » les montre.'],
  examples: ['ne plus suivre A-2026.12', 'unfollow A-2026.12'],
  run: async ({ ctx }, { number }) => {
    const data = await unfollowEvent(ctx, { number })
    const back = data.followed ? [`suivre ${data.number}`] : []
    return { answer: { type: 'unfollowed', data }, touched: { number }, back }
  },
})
