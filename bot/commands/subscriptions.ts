import { listSubscriptions } from '#core/diffusion/subscriptions.ts'
import { command } from '../command.ts'

/** The person's subscriptions, each with what stops it. */
export const subscriptions = command({
  words: ['mes abonnements', 'abonnements', 'liste des abonnements', 'my subscriptions', 'subscriptions'],
  arguments: {},
  summary: 'vos abonnements, et comment arrêter chacun',
  details: [],
  examples: ['mes abonnements'],
  run: async ({ ctx }) => {
    const mine = await listSubscriptions(ctx)
    const lines = mine.map(({ id, query, channel, pace }) => ({ id, query, channel, pace }))
    return { answer: { type: 'subscriptions', data: { subscriptions: lines } } }
  },
})
