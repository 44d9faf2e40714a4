import { subscribe as subscribeTo } from '#core/diffusion/subscribe.ts'
import { command } from '../command.ts'
import { plainWord, restOfText } from '../grammar/argument.ts'
import { readSubscription } from '../grammar/subscription.ts'

/** Receives what comes to match a search, on a channel and at a pace. */
export const subscribe = command({
  words: ['abonner', "m'abonner", "s'abonner", 'abonne-moi', 'abonnement', 'subscribe'],
  arguments: {
    query: restOfText({
      label: 'recherche',
      required: true,
      example: 'danger:listeria chaque jour à 8 h par courriel',
    }),
  },
  summary: 'être averti de ce qui correspond à une recherche',
  details: [
    'Le rythme se met à la fin : immédiat, chaque jour à 8 h, chaque lundi à 9 h. Le canal aussi : par courriel, sur la console.',
    'Demander de nouveau la même recherche change son rythme et son canal.',
  ],
  examples: [
    'abonner danger:listeria chaque jour à 8 h par courriel',
    'abonner danger:listeria région:occitanie immédiat',
    'abonner danger:salmonelle chaque lundi à 9 h',
  ],
  run: async ({ ctx }, { query: written }) => {
    const { query, unread, ...ways } = readSubscription(written)
    if (unread !== undefined) return { answer: { type: 'unread-pace', data: { seen: unread } } }
    const wanted = everythingWords.has(plainWord(query)) ? '*' : query
    const { id, query: printed, channel, pace } = await subscribeTo(ctx, { query: wanted, ...ways })
    return { answer: { type: 'subscribed', data: { id, query: printed, channel, pace } } }
  },
})

const everythingWords = new Set(['', 'tout', 'all', 'everything'])
