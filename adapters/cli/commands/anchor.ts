import { anchorHeads } from '#core/proof/anchor.ts'
import { count } from '#templates/words.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const anchorCommand: OperatorCommand = {
  name: 'ancrer',
  summary: 'signe maintenant où en est l’historique, ou donne la clé publique qui vérifie ces signatures',
  usage: 'ancrer [cle]',
  details: [
    'Vigie le fait chaque heure et à chaque preuve : les extrémités des chaînes qui ont changé sont signées et ajoutées à ANCHOR_FILE.',
    '« ancrer cle » écrit la clé publique : à donner à qui vérifie des preuves, par une autre voie que les preuves.',
  ],
  examples: ['ancrer', 'ancrer cle'],
  words: [0, 1],
  async run(parts, { words: [verb], say }) {
    if (verb === 'cle') return say(parts.notary.signer.publicKey.trimEnd())
    if (verb !== undefined)
      throw new UsageError(`« ${verb} » n’est pas compris : écrivez ancrer, ou ancrer cle.`)
    const made = await anchorHeads(parts)
    const heads = made.reduce((sum, anchor) => sum + anchor.heads.length, 0)
    say(
      made.length === 0
        ? 'Rien n’a changé depuis la dernière ancre.'
        : `${count(heads, 'évènement ancré', 'évènements ancrés')}, jusqu’à l’ancre n° ${made.at(-1)?.rank}, dans ${parts.config.anchorFile}.`,
    )
  },
}
