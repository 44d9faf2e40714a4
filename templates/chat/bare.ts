import type { BareEvent } from '#core/diffusion/channel.ts'
import { startOf } from '../start-of.ts'

/** Characters of a title that are shown. */
const longestTitle = 200

/** What is told of events when nothing else of them can be put in form: no Markdown, nothing that could fail as well. */
export function wordBare(events: readonly BareEvent[]): string {
  return [
    ...events.map(({ number, title }) => `${number} – ${shown(title)}`),
    '',
    `Du nouveau n’a pas pu être mis en forme ici. Pour le lire, demandez à Vigie\u00a0: ${events.map(({ number }) => `voir ${number}`).join(', ')}.`,
  ].join('\n')
}

/** In a digest that tells the rest. */
export function leftOutSentence(events: readonly BareEvent[]): string {
  const list = events.map(({ number, title }) => `${number} (${shown(title)})`).join(', ')
  return `N’a pas pu être mis en forme ici\u00a0: ${list}. Demandez à Vigie\u00a0: ${events.map(({ number }) => `voir ${number}`).join(', ')}.`
}

function shown(title: string): string {
  const line = startOf(title, longestTitle)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return title.length > longestTitle ? `${line}…` : line
}
