import { openEventRoom } from '#core/rooms/open-event-room.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** A room about one event, made by the chat that has rooms. */
export const room = command({
  words: ['salle', 'ouvrir une salle', 'ouvrir un salon', 'créer un salon', 'room', 'open room'],
  effect: 'changes',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  summary: 'ouvrir sur Tchap un salon chiffré consacré à un évènement',
  details: [
    'Y sont invités ceux qui suivent l’évènement et ont lié leur compte ; qui n’a pas le droit de le voir n’y reste pas. Le salon est archivé à la clôture.',
    'Dans ce salon, les commandes portent sur son évènement : le numéro est facultatif.',
  ],
  examples: ['salle A-2026.12'],
  run: async ({ ctx, message }, { number }) => {
    if (message.provider !== 'matrix') return { answer: { type: 'rooms-elsewhere', data: { number } } }
    const { created } = await openEventRoom(ctx, { number, provider: message.provider })
    return { answer: { type: 'room-asked', data: { number, created } }, touched: { number } }
  },
})
