import { bindRoom } from '#core/rooms/bind-room.ts'
import { command } from '../command.ts'

/** Makes the room where it is said that of the person's structure. */
export const bind = command({
  words: ['rattacher', 'rattacher ce salon', 'rattacher le salon', 'lier ce salon', 'bind', 'bind room'],
  effect: 'changes',
  arguments: {},
  summary: 'faire de ce salon Tchap celui de votre structure (si vous l’administrez)',
  details: [
    'Le salon peut alors recevoir des abonnements, et Vigie y répond à tous les agents de la structure.',
    'Dès qu’une personne extérieure à la structure y est présente, Vigie n’y écrit que des annonces sans détail.',
  ],
  examples: ['rattacher'],
  run: async ({ ctx, message }) => {
    const { provider, room: address, audience, power = false } = message
    if (audience !== 'room' || ctx.actor.type !== 'agent')
      return { answer: { type: 'not-a-room', data: { command: 'rattacher' } } }
    if (message.clear === true) return { answer: { type: 'room-clear', data: {} } }
    const { already } = await bindRoom(ctx, { provider, address, power })
    const structure = ctx.actor.agent.structure.label
    return { answer: { type: 'room-bound', data: { structure, already } }, anywhere: true }
  },
})
