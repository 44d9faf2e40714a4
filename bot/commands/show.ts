import { readEvent } from '#core/events/read.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'
import { pageNumber } from '../grammar/argument.ts'

const entriesShown = 5

/** An event and the end of its journal. */
export const show = command({
  words: ['voir', 'montrer', 'afficher', 'fiche', 'show', 'view'],
  alsoSaid: ['montre', 'affiche'],
  effect: 'reads',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }), page: pageNumber() },
  readsLoneNumber: true,
  summary: 'la fiche et les dernières lignes de son fil de suivi',
  details: ['Un numéro seul suffit.'],
  examples: ['voir A-2026.12', 'A-2026.12', 'voir A 2026.12'],
  run: async ({ ctx }, { number, page }) => {
    const asked = { page: Number(page ?? 1), size: entriesShown }
    const { values: _values, ...reading } = await readEvent(ctx, { number, entries: asked })
    return {
      answer: { type: 'card', data: { ...reading, ...asked } },
      touched: { number: reading.brief.number, version: reading.brief.version },
    }
  },
})
