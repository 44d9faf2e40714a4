import { command } from '../command.ts'
import { consignQuoted } from '../consign-quoted.ts'
import { eventNumber } from '../event-number.ts'

/** Puts the message that it answers into an event's journal. */
export const consign = command({
  words: ['consigner', 'consigne', 'verser au fil', 'log', 'record'],
  effect: 'tells',
  arguments: { number: eventNumber({ required: false, example: 'A-2026.12' }) },
  summary: 'en réponse à un message Tchap : l’inscrire au fil de suivi, avec son auteur et ses fichiers',
  details: [
    'La réaction 📌 sur le message fait de même. Le numéro est facultatif dans le salon d’un évènement et sous sa fiche.',
    'Si le message est corrigé ou supprimé ensuite, le fil de suivi le dit.',
  ],
  examples: ['consigner A-2026.12', 'consigner'],
  run: async ({ ctx, message, place, fetchMessage }, { number = place.event }) => {
    const { provider, room, about } = message
    if (about === undefined || fetchMessage === undefined)
      return { answer: { type: 'not-consigned', data: { why: 'no-message' } } }
    if (number === undefined) return { answer: { type: 'not-consigned', data: { why: 'no-number' } } }
    const quoted = await fetchMessage(room, about)
    if (quoted === undefined) return { answer: { type: 'not-consigned', data: { why: 'unreadable' } } }
    return consignQuoted(ctx, { provider, number, quoted })
  },
})
