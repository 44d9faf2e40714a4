import { deadLetters, retryDeadLetters } from '#core/diffusion/dead-letters.ts'
import type { OperatorCommand } from '../command.ts'

export const deadLettersCommand: OperatorCommand = {
  name: 'dead-letters',
  summary: 'liste les remises abandonnées après tous les essais, ou les relance',
  usage: 'dead-letters [--relancer]',
  details: ['Une remise est abandonnée après 20 essais, soit environ deux jours et demi.'],
  examples: ['dead-letters', 'dead-letters --relancer'],
  options: { relancer: { type: 'boolean' } },
  words: [0, 0],
  async run(parts, { options, say }) {
    if (options.relancer === true) {
      const count = await retryDeadLetters(parts.store, parts.clock)
      return say(count === 0 ? 'Aucune remise abandonnée.' : `${count} remises relancées.`)
    }
    const dead = await deadLetters(parts.store)
    if (dead.length === 0) return say('Aucune remise abandonnée.')
    for (const { id, channel, address, endedAt, outcome } of dead) {
      say(`${endedAt?.toISOString() ?? ''}  ${channel}  ${address ?? ''}  ${outcome ?? ''}  (${id})`)
    }
    say('« npm run vigie -- dead-letters --relancer » les essaie de nouveau.')
  },
}
