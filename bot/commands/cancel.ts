import { heldActs } from '#core/events/held.ts'
import { type LastAct, undoLast } from '#core/events/undo.ts'
import { command } from '../command.ts'
import { oneOf } from '../grammar/argument.ts'

/** Leaves a dialogue (which hears it first); with none open, takes back what was just done, while nobody was told. */
export const cancel = command({
  words: ['annuler', 'annule', 'abandonner', 'cancel', 'stop', 'undo'],
  effect: 'changes',
  arguments: {
    all: oneOf({
      label: 'tout',
      required: false,
      example: 'tout',
      words: new Map(['tout', 'tous', 'toutes', 'all'].map((word) => [word, 'tout'])),
    }),
  },
  summary: 'abandonner la question en cours, ou reprendre ce qui vient d’être fait',
  details: [
    'Pendant une question : rien de ce qui est déjà enregistré n’est touché, un brouillon reste un brouillon.',
    'Sinon : ce que vous venez d’écrire ou de modifier est repris si personne n’en a encore été averti, dans les secondes qui suivent.',
    'Avec « tout » : tout ce qui peut encore être repris l’est.',
  ],
  examples: ['annuler', 'annuler tout'],
  run: async ({ ctx }, { all }) => {
    const data = await undoLast(ctx)
    if (data.type === 'nothing') return { answer: { type: 'cancelled', data: { about: null } }, talk: null }
    const others: LastAct[] = []
    while (all !== undefined && data.type === 'undone' && (await heldActs(ctx)).length > 0) {
      const next = await undoLast(ctx)
      if (next.type !== 'undone') break
      others.push(next.act)
    }
    return {
      answer: { type: 'undone', data: { ...data, others } },
      talk: null,
      touched: { number: data.act.number },
    }
  },
})
