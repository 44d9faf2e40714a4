import { proveDiffusion } from '#core/diffusion/prove.ts'
import { proofPage } from '#templates/chat/proof.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { pageNumber } from '../grammar/argument.ts'
import { nextPage } from '../next-page.ts'

/** Who was told what, when, with what outcome. */
export const proof = command({
  words: ['preuve', 'preuve de diffusion', 'qui a reçu', 'proof'],
  effect: 'reads',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }), page: pageNumber() },
  summary: 'qui a été averti de quoi, quand, par quel canal, avec quel résultat',
  details: ['Le fil de suivi est vérifié à cette occasion : une ligne changée après coup se verrait.'],
  examples: ['preuve A-2026.12'],
  run: async ({ ctx }, { number, page: asked }) => {
    const proof = await proveDiffusion(ctx, { number })
    const page = Number(asked ?? 1)
    return {
      answer: { type: 'proof', data: { proof, page } },
      touched: { number },
      ...nextPage(`preuve ${number}`, { total: proof.lines.length, size: proofPage, page }),
    }
  },
})
