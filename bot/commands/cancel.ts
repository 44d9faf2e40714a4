import { undoLast } from '#core/events/undo.ts'
import { command } from '../command.ts'

/** Leaves a dialogue (which hears it first); with none open, takes back what was just done, while nobody was told. */
export const cancel = command({
  words: ['annuler', 'annule', 'abandonner', 'cancel', 'stop', 'undo'],
  effect: 'changes',
  arguments: {},
  summary: 'abandonner la question en cours, ou reprendre ce qui vient d’être fait',
  details: [
    'Pendant une question : rien de ce qui est déjà enregistré n’est touché, un brouillon reste un brouillon.',
    'Sinon : ce que vous venez d’écrire ou de modifier est repris si personne n’en a encore été averti, dans les secondes qui suivent.',
  ],
  examples: ['annuler'],
  run: async ({ ctx }) => {
    const data = await undoLast(ctx)
    if (data.type === 'nothing') return { answer: { type: 'cancelled', data: { about: null } }, talk: null }
    return { answer: { type: 'undone', data }, talk: null, touched: { number: data.act.number } }
  },
})
