import { command } from '../command.ts'
import { restOfText } from '../grammar/argument.ts'
import { helpOn } from '../grammar/help.ts'

/** `aide`, `aide publier`. */
export const help = command({
  words: ['aide', 'help', '?', 'commandes', 'commands', 'que sais-tu faire'],
  effect: 'reads',
  explains: true,
  arguments: { topic: restOfText({ label: 'commande', required: false, example: 'créer' }) },
  summary: 'toutes les commandes, ou le détail d’une seule',
  details: ['Pendant une saisie, « aide » réexplique la question en cours.'],
  examples: ['aide', 'aide créer', 'aide ne plus suivre'],
  run: async ({ commands }, { topic }) => ({ answer: { type: 'help', data: helpOn(commands, topic) } }),
})
