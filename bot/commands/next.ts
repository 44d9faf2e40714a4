import { command } from '../command.ts'
import { pageOf } from '../find-page.ts'

/** The next page of the last search. */
export const next = command({
  words: ['suite', 'la suite', 'page suivante', 'suivants', 'next', 'more'],
  effect: 'reads',
  arguments: {},
  summary: 'la page suivante de la dernière recherche',
  details: [],
  examples: ['suite'],
  run: async ({ ctx, engine, state: { page } }) =>
    page === null ? { answer: { type: 'no-more', data: {} } } : pageOf(ctx, engine, page.text, page.offset),
})
