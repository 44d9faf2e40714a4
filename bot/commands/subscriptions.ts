import type { Subscription } from '#core/diffusion/subscription.entity.ts'
import { listRoomSubscriptions, listSubscriptions } from '#core/diffusion/subscriptions.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { command } from '../command.ts'

/** The person's subscriptions, each with what stops it; in the room of his structure, those of the room as well. */
export const subscriptions = command({
  words: ['mes abonnements', 'abonnements', 'liste des abonnements', 'my subscriptions', 'subscriptions'],
  effect: 'reads',
  arguments: {},
  summary: 'vos abonnements, et comment arrêter chacun',
  details: ['Dans le salon de votre structure, ceux du salon aussi.'],
  examples: ['mes abonnements'],
  run: async ({ ctx, message: { provider, room: address }, place: { scope } }) => {
    const mine = linesOf(await listSubscriptions(ctx))
    const own = scope?.type === 'structure' && ctx.actor.type === 'agent'
    if (!own || ctx.actor.agent.structure.id !== scope.structure.id)
      return { answer: { type: 'subscriptions', data: { subscriptions: mine } } }
    const room = linesOf(await listRoomSubscriptions(ctx, { provider, address }))
    return { answer: { type: 'subscriptions', data: { subscriptions: mine, room } } }
  },
})

function linesOf(all: readonly Subscription[]) {
  return all.map(({ id, query, channel, pace }) => ({ id, query: queryInWords(query), channel, pace }))
}
