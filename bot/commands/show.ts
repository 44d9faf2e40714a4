import { readEvent } from '#core/events/read.ts'
import { command } from '../command.ts'
import { eventNumber } from '../event-number.ts'

const entriesShown = 5

/** An event and the end of its journal. */
export const show = command({
  words: ['voir', 'montrer', 'afficher', 'fiche', 'show', 'view'],
  effect: 'reads',
  arguments: { number: eventNumber({ required: true, example: 'A-2026.12' }) },
  readsLoneNumber: true,
  summary: 'la fiche et les dernières lignes de son fil de suivi',
  details: ['Un numéro seul suffit.'],
  examples: ['voir A-2026.12', 'A-2026.12', 'voir A 2026.12'],
  run: async ({ ctx }, { number }) => {
    const { values: _values, entries, ...reading } = await readEvent(ctx, { number })
    const shown = entries.slice(-entriesShown)
    return {
      answer: {
        type: 'card',
        data: { ...reading, entries: shown, earlierEntries: entries.length - shown.length },
      },
      touched: { number: reading.brief.number, version: reading.brief.version },
    }
  },
})
