import { deadLetters, retryDeadLetters } from '#core/diffusion/dead-letters.ts'
import { failedJobs, retryFailedJobs } from '#core/store/failed-jobs.ts'
import { outcomeLabel } from '#templates/outcomes.ts'
import { count } from '#templates/words.ts'
import type { OperatorCommand } from '../command.ts'

export const deadLettersCommand: OperatorCommand = {
  name: 'dead-letters',
  summary: 'liste les remises et les travaux abandonnés après tous les essais, ou les relance',
  usage: 'dead-letters [--relancer]',
  details: ['Une remise ou un travail est abandonné après 20 essais, soit environ deux jours et demi.'],
  examples: ['dead-letters', 'dead-letters --relancer'],
  options: { relancer: { type: 'boolean' } },
  words: [0, 0],
  async run({ store, clock }, { options, say }) {
    if (options.relancer === true) {
      const deliveries = await retryDeadLetters(store, clock)
      const jobs = await retryFailedJobs(store)
      return say(`Relancés : ${count(deliveries, 'remise')}, ${count(jobs, 'travail', 'travaux')}.`)
    }
    const dead = await deadLetters(store)
    const failed = await failedJobs(store)
    if (dead.length + failed.length === 0) return say('Aucune remise ni aucun travail abandonné.')
    for (const { id, channel, address, endedAt, outcome, detail } of dead) {
      say(
        `${endedAt?.toISOString() ?? ''}  ${channel}  ${address ?? ''}  ${outcomeLabel(outcome ?? 'failed', detail ?? null)}  (${id})`,
      )
    }
    for (const { id, task, error, at } of failed)
      say(`${at.toISOString()}  travail ${task} n° ${id}  ${error}`)
    say('« npm run vigie -- dead-letters --relancer » les essaie de nouveau.')
  },
}
