import { listSubscriptions } from '#core/diffusion/subscriptions.ts'
import { unsubscribe as endSubscription } from '#core/diffusion/unsubscribe.ts'
import { queryInWords } from '#core/kinds/query-in-words.ts'
import { joinedStore } from '#core/store/joined.ts'
import { command } from '../command.ts'
import { ranks } from '../grammar/argument.ts'
import { sentenceAgain } from '../resume.ts'

const endings = ['supprime', 'retire', 'arrête', 'annule', 'résilie', 'enlève']
const whose = ['abonnement', 'l’abonnement', 'mon abonnement', 'mes abonnements']

/** Ends subscriptions: all that are named, or none when one of them is not there. */
export const unsubscribe = command({
  words: [
    'désabonner',
    'me désabonner',
    'se désabonner',
    'désabonne-moi',
    'arrêter abonnement',
    'unsubscribe',
  ],
  alsoSaid: [
    'désabonne moi',
    'désabonnez-moi',
    'désabonnez moi',
    'je me désabonne',
    'supprimer abonnement',
    'supprimer l’abonnement',
    'supprimer mon abonnement',
    'supprimer mes abonnements',
    'supprimer les abonnements',
    'retirer abonnement',
    'retirer l’abonnement',
    'retirer mon abonnement',
    'retirer mes abonnements',
    'arrêter l’abonnement',
    'arrêter mon abonnement',
    'arrêter mes abonnements',
    'annuler abonnement',
    'annuler l’abonnement',
    'annuler mon abonnement',
    'annuler mes abonnements',
    'résilier abonnement',
    'résilier l’abonnement',
    'résilier mon abonnement',
    'résilier mes abonnements',
    'stop abonnement',
    'delete subscription',
    ...endings.flatMap((verb) => whose.map((one) => `${verb} ${one}`)),
  ],
  effect: 'changes',
  arguments: { id: ranks({ required: true, example: '12' }) },
  summary: 'arrêter un ou plusieurs abonnements',
  details: ['« mes abonnements » donne leurs numéros ; « désabonner tout » les arrête tous.'],
  examples: ['désabonner 12', 'désabonner n° 12', 'désabonner 1, 5 et 6', 'désabonner tout'],
  run: async ({ ctx }, { id }) => {
    const ended = await ctx.store.transaction(async (em) => {
      const joined = { ...ctx, store: joinedStore(ctx.store, em) }
      const ids =
        id === 'all' ? (await listSubscriptions(joined)).map((one) => one.id) : id.split(',').map(Number)
      const all = []
      for (const one of ids) {
        const { query, channel, pace, roomId } = await endSubscription(joined, { id: one })
        const again = sentenceAgain({ query, channel, pace, room: (roomId ?? null) !== null })
        all.push({ id: one, query: queryInWords(query), again })
      }
      return all
    })
    return {
      answer: { type: 'unsubscribed', data: { ended } },
      ...(ended.length === 0 ? {} : { back: ended.map(({ again }) => again) }),
    }
  },
})
