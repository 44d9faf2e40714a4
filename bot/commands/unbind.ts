import { unbindRoom } from '#core/rooms/unbind-room.ts'
import { command } from '../command.ts'

/** The room where it is said is nobody's any more. */
export const unbind = command({
  words: ['détacher', 'détacher ce salon', 'détacher le salon', 'unbind', 'unbind room'],
  effect: 'changes',
  arguments: {},
  summary: 'détacher ce salon Tchap de votre structure, et arrêter ses abonnements',
  details: [],
  examples: ['détacher'],
  run: async ({ ctx, message }) => {
    const { provider, room: address, audience, power = false } = message
    if (audience !== 'room' || ctx.actor.type !== 'agent')
      return { answer: { type: 'not-a-room', data: { command: 'détacher' } } }
    const { ended } = await unbindRoom(ctx, { provider, address, power })
    const structure = ctx.actor.agent.structure.label
    return { answer: { type: 'room-unbound', data: { structure, ended } }, anywhere: true }
  },
})
