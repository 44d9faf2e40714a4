import type { Context } from '#core/context.ts'
import { heldActs } from '#core/events/held.ts'
import { loadEvent } from '#core/events/load.ts'
import { type LastAct, undoLast } from '#core/events/undo.ts'
import { command, type Reply } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { oneOf } from '../grammar/argument.ts'

/** Leaves a dialogue (which hears it first); with none open, takes back what was just done, while nobody was told. */
export const cancel = command({
  words: ['annuler', 'annule', 'abandonner', 'cancel', 'stop', 'undo'],
  alsoSaid: ['annulez'],
  effect: 'changes',
  arguments: {
    all: oneOf({
      label: 'tout',
      required: false,
      example: 'tout',
      words: new Map(['tout', 'tous', 'toutes', 'all'].map((word) => [word, 'tout'])),
    }),
    number: eventNumber({ required: false, example: 'A-2026.12' }),
  },
  summary: 'abandonner la question en cours, ou reprendre ce qui vient d’être fait',
  details: [
    'Pendant une question : rien de ce qui est déjà enregistré n’est touché, un brouillon reste un brouillon.',
    'Sinon : ce que vous venez d’écrire ou de modifier est repris si personne n’en a encore été averti, dans les secondes qui suivent.',
    'Avec « tout » : tout ce qui peut encore l’être, de ce que vous avez fait dans cette conversation.',
    'Avec un numéro : ce que vous venez de faire sur cet évènement, même dans une autre console ou sur Tchap.',
  ],
  examples: ['annuler', 'annuler tout', 'annuler A-2026.12'],
  run: async ({ ctx, state }, { all, number: said }) => {
    if (said !== undefined) return takeBackOn(ctx, said)
    const spokenOf = state.recent.map(({ number }) => number)
    const data = await undoLast(ctx, { spokenOf })
    if (data.type === 'nothing') return { answer: { type: 'cancelled', data: { about: null } }, talk: null }
    const others: LastAct[] = []
    while (all !== undefined && data.type === 'undone' && (await heldActs(ctx)).some(({ here }) => here)) {
      const next = await undoLast(ctx, { spokenOf })
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

/** Whatever is open stays: it was about something else. @throws Refusal event-not-found */
async function takeBackOn(ctx: Context, said: string): Promise<Reply> {
  const { number } = await loadEvent(ctx.store.read(), ctx, said)
  const data = await undoLast(ctx, { number })
  return data.type === 'nothing'
    ? { answer: { type: 'nothing-to-take-back', data: { number } } }
    : { answer: { type: 'undone', data }, touched: { number } }
}
