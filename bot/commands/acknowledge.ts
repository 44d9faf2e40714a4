import { acknowledgeEvent, acknowledgeNotice, mailboxTold } from '#core/diffusion/acknowledge.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

/** Says that a notice was received: the one that it answers, or those about an event. */
export const acknowledge = command({
  words: ['reçu', 'bien reçu', 'accuser réception', 'ack', 'acknowledge', 'received'],
  effect: 'changes',
  arguments: { number: eventNumber({ required: false, example: 'A-2026.12' }) },
  summary: 'accuser réception d’un avis : en réponse à lui sur Tchap, ou avec le numéro de l’évènement',
  details: [
    'Sur Tchap, la réaction 👍 sur l’avis fait de même ; dans un courriel, son lien.',
    '« preuve » montre qui a accusé réception, et quand.',
  ],
  examples: ['reçu', 'reçu A-2026.12'],
  run: async ({ ctx, message: { provider, about } }, { number: given }) => {
    const data =
      given !== undefined
        ? await acknowledgeEvent(ctx, { number: given })
        : about === undefined
          ? undefined
          : await acknowledgeNotice(ctx, { channel: provider, receipt: about })
    if (data === undefined) {
      const nothing =
        given === undefined ? {} : { number: given, mailbox: await mailboxTold(ctx, { number: given }) }
      return { answer: { type: 'nothing-to-acknowledge', data: nothing } }
    }
    const [number] = data.numbers
    return {
      answer: { type: 'acknowledged', data },
      ...(number === undefined ? {} : { touched: { number } }),
      sign: data.asked && !data.already,
      // Who took note has taken note.
      back: [],
    }
  },
})
