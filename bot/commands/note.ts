import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { restOfText } from '../grammar/argument.ts'
import { write } from '../write.ts'

/** Writes a note: nobody is told. */
export const note = command({
  words: ['note', 'noter', 'ajouter une note'],
  effect: 'changes',
  states: ['open', 'closed'],
  arguments: {
    number: eventNumber({ required: true, example: 'A-2026.12' }),
    text: restOfText({ label: 'texte', required: true, example: 'Attente du rapport.', unquote: true }),
  },
  takesFiles: 'along',
  summary: 'inscrire une note au fil de suivi, sans avertir personne',
  details: [],
  examples: ['note A-2026.12 Attente du rapport du laboratoire.'],
  run: ({ ctx }, { number, text }) => write(ctx, 'note', number, text),
})
