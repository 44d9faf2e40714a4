import { wakeDigests } from '#core/digests/wake.ts'
import { runJobsOnce } from '#core/store/run-once.ts'
import { count } from '#templates/words.ts'
import { handlersOf } from '../../work.ts'
import type { OperatorCommand } from '../command.ts'

export const digestCommand: OperatorCommand = {
  name: 'digest',
  summary: 'envoie maintenant les récapitulatifs dont l’heure est passée',
  usage: 'digest',
  details: ['Vigie le fait elle-même chaque minute ; cette commande sert après une panne ou un arrêt.'],
  examples: ['digest'],
  words: [0, 0],
  async run(parts, { say }) {
    const due = await wakeDigests(parts.store, parts.clock)
    await runJobsOnce(parts.store, handlersOf(parts), ['digest'])
    say(
      due === 0
        ? 'Aucun récapitulatif n’attendait.'
        : `${count(due, 'récapitulatif traité', 'récapitulatifs traités')}.`,
    )
  },
}
