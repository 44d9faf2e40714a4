import { command } from '../command.ts'

/** Courtesy is answered with courtesy, and nothing else: among others by a sign, so that a room is not talked over. */
export const thanks = command({
  words: ['merci', 'merci beaucoup', 'merci bien', 'merci d’avance', 'thanks', 'thank you'],
  effect: 'reads',
  politeness: true,
  arguments: {},
  summary: 'de rien',
  details: ['Un merci ne confirme et n’annule rien.'],
  examples: ['merci'],
  run: async ({ message }) => ({
    answer: { type: 'thanked', data: {} },
    ...(message.audience === 'room' ? { sign: true } : {}),
  }),
})
