import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { restOfText } from '../grammar/argument.ts'
import { write } from '../write.ts'

/** Writes a situation report. */
export const situationReport = command({
  words: ['point', 'point de situation', 'faire le point', 'report', 'sitrep'],
  effect: 'tells',
  states: ['open', 'closed'],
  arguments: {
    number: eventNumber({ required: true, example: 'A-2026.12' }),
    text: restOfText({ label: 'texte', required: true, example: 'Lot retiré de la vente.', unquote: true }),
  },
  takesFiles: 'along',
  summary: 'écrire un point de situation, lu par tous ceux que l’évènement concerne',
  details: ['Le texte garde ses accents et ses retours à la ligne.'],
  examples: [
    'point A-2026.12 Lot L2381 retiré de la vente dans les 14 magasins livrés.',
    'point de situation A-2026.12 : rappel publié',
  ],
  run: ({ ctx }, { number, text }) => write(ctx, 'situation-report', number, text),
})
