import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { restOfText } from '../grammar/argument.ts'
import { read } from '../grammar/read.ts'
import { write } from '../write.ts'

/** Writes a message. */
export const message = command({
  words: ['message', 'écrire', 'répondre', 'write'],
  alsoSaid: ['écris', 'réponds'],
  effect: 'tells',
  states: ['open', 'closed'],
  arguments: {
    number: eventNumber({ required: true, example: 'A-2026.12' }),
    text: restOfText({ label: 'texte', required: true, example: 'Merci, bien reçu.', unquote: true }),
  },
  // « @Paul A-2026.12 bien reçu »
  propose: (text) => {
    if (!/^\s*@\p{L}/u.test(text)) return undefined
    const [number] = read(text).flatMap((token) => (token.type === 'number' ? [token.text] : []))
    return number === undefined ? undefined : `message ${number} ${text.trim()}`
  },
  takesFiles: 'along',
  summary: 'écrire à ceux que l’évènement concerne',
  details: ['Le message reste au fil de suivi de la fiche.'],
  examples: [
    'message A-2026.12 Le distributeur confirme le retrait.',
    'écrire A-2026.12 "Merci, bien reçu."',
  ],
  run: ({ ctx }, { number, text }) => write(ctx, 'message', number, text),
})
