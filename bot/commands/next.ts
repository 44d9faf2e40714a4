import { command } from '../command.ts'
import { pageOf } from '../find-page.ts'

/** The next page of what was shown last: of a list by the sentence that shows it, which talk/sentence.ts says. */
export const next = command({
  words: ['suite', 'la suite', 'page suivante', 'suivants', 'next', 'more'],
  effect: 'reads',
  turnsPage: true,
  arguments: {},
  summary: 'la page suivante de ce qui vient d’être montré',
  details: [],
  examples: ['suite'],
  run: async ({ ctx, engine, state: { page } }) =>
    page === null || !('text' in page)
      ? { answer: { type: 'no-more', data: {} } }
      : pageOf(ctx, engine, page.text, page.offset),
})
