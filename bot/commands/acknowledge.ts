import { acknowledgeNotice } from '#core/diffusion/acknowledge.ts'
import { command } from '../command.ts'

/** Says that the notice that it answers was received. */
export const acknowledge = command({
  words: ['reçu', 'bien reçu', 'accuser réception', 'ack', 'acknowledge', 'received'],
  arguments: {},
  summary: 'en réponse à un avis Tchap : en accuser réception',
  details: ['La réaction 👍 sur l’avis fait de même. « preuve » montre qui a accusé réception, et quand.'],
  examples: ['reçu'],
  run: async ({ ctx, message: { provider, about } }) => {
    const nothing = { answer: { type: 'nothing-to-acknowledge', data: {} } } as const
    if (about === undefined) return nothing
    const data = await acknowledgeNotice(ctx, { channel: provider, receipt: about })
    if (data === undefined) return nothing
    const [number] = data.numbers
    return {
      answer: { type: 'acknowledged', data },
      ...(number === undefined ? {} : { touched: { number } }),
      sign: data.asked && !data.already,
    }
  },
})
