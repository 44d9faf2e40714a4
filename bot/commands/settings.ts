import { confirmAbove } from '#core/directory/confirm-above.ts'
import { command } from '../command.ts'
import { rank } from '../grammar/argument.ts'

/** When the person is asked before his acts tell others. */
export const settings = command({
  words: [
    'réglages',
    'réglage',
    'mes réglages',
    'confirmer au-delà de',
    'confirmer au delà de',
    'settings',
    'confirm above',
  ],
  effect: 'changes',
  arguments: { above: { ...rank({ required: false, example: '5' }), label: 'nombre' } },
  summary: 'à partir de combien de destinataires je vous demande confirmation',
  details: [
    'Au départ, ce qui avertit plus de 20 destinataires attend votre « oui ». Avec 0, tout ce qui avertit quelqu’un l’attend.',
    'Un texte de moins de 3 lettres, ou un envoi de plus quand vous en avez fait 20 en 5 minutes, l’attend toujours.',
  ],
  examples: ['réglages', 'confirmer au-delà de 5'],
  run: async ({ ctx }, { above: written }) => {
    const before = ctx.actor.type === 'agent' ? ctx.actor.agent.confirmAbove : 0
    const above = written === undefined ? before : await confirmAbove(ctx, { above: Number(written) })
    const back = above === before ? [] : [`confirmer au-delà de ${before}`]
    return {
      answer: { type: 'settings', data: { above, before } },
      ...(written === undefined ? {} : { back }),
    }
  },
})
