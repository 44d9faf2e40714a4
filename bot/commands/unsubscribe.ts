import { unsubscribe as endSubscription } from '#core/diffusion/unsubscribe.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { command } from '../command.ts'
import { rank } from '../grammar/argument.ts'

/** Ends one subscription. */
export const unsubscribe = command({
  words: [
    'désabonner',
    'me désabonner',
    'se désabonner',
    'désabonne-moi',
    'arrêter abonnement',
    'unsubscribe',
  ],
  effect: 'changes',
  arguments: { id: rank({ required: true, example: '12' }) },
  summary: 'arrêter un abonnement',
  details: ['« mes abonnements » donne leurs numéros.'],
  examples: ['désabonner 12', 'désabonner n° 12'],
  run: async ({ ctx }, { id }) => {
    const { query } = await endSubscription(ctx, { id: Number(id) })
    return { answer: { type: 'unsubscribed', data: { id: Number(id), query: queryInWords(query) } } }
  },
})
