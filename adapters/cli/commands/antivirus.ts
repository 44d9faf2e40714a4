import { scanAgain, scanState, stopScanning } from '#core/documents/scanning.ts'
import { count } from '#templates/words.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const antivirusCommand: OperatorCommand = {
  name: 'antivirus',
  summary: 'dit où en est l’analyse des documents, la relance ou l’arrête',
  usage: 'antivirus [--reanalyser | --arreter]',
  details: [
    'L’analyse commence au premier démarrage avec CLAMD_URL ; un document n’est donné qu’une fois trouvé sain.',
    '--reanalyser : tout est analysé de nouveau, par exemple après une mise à jour des signatures.',
    '--arreter : les documents en attente sont donnés sans analyse. Retirez d’abord CLAMD_URL.',
  ],
  examples: ['antivirus', 'antivirus --reanalyser', 'antivirus --arreter'],
  options: { reanalyser: { type: 'boolean' }, arreter: { type: 'boolean' } },
  words: [0, 0],
  async run({ store, config }, { options, say }) {
    if (options.arreter === true) {
      if (config.clamdUrl !== undefined)
        throw new UsageError(
          'CLAMD_URL est donnée : l’analyse reprendrait au prochain démarrage. Retirez-la d’abord.',
        )
      await stopScanning(store)
      return say('Les documents ne sont plus analysés. Ceux où un virus a été trouvé restent retenus.')
    }
    const before = await scanState(store)
    if (options.reanalyser === true) {
      if (!before.scanning)
        throw new UsageError('Aucun antivirus n’est relié : démarrez Vigie avec CLAMD_URL.')
      return say(`${count(await scanAgain(store), 'contenu attend', 'contenus attendent')} l’antivirus.`)
    }
    say(
      before.scanning
        ? 'Les documents sont analysés.'
        : 'Aucun antivirus : les documents sont donnés sans analyse.',
    )
    const { unscanned = 0, waiting = 0, clean = 0, infected = 0 } = before.counts
    say(`sains : ${clean} · en attente : ${waiting} · infectés : ${infected} · non analysés : ${unscanned}`)
    for (const { number, name, signature } of before.infected) say(`${number}  ${name}  ${signature}`)
  },
}
