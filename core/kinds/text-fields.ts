import { foldWord } from '../query/words.ts'
import { facets } from './facets.ts'
import { kinds } from './kinds.ts'

/** Names of the fields that hold words alone: no query may name them, and all that they hold is looked for as words. */
const wordy = new Set(
  Object.values(kinds)
    .flatMap(({ fields }) => fields.flatMap(({ label, words }) => [label, ...words]))
    .filter((name) => facets.get(name) === undefined)
    .map(foldWord),
)

const pair = /(?<=^|[\s(-])(\p{L}[\p{L}\p{N}_]*):(?!\/) ?("[^"]*"|[^\s()":]+)/gu

/** `lots:4521,4523`, as a record is changed, is `(4521 OU 4523)` in a search. */
export function withTextFields(text: string): string {
  return text.replace(pair, (whole, name: string, value: string) => {
    if (!wordy.has(foldWord(name))) return whole
    const parts = value.startsWith('"') ? [value] : value.split(',').filter((part) => part !== '')
    return parts.length > 1 ? `(${parts.join(' OU ')})` : (parts[0] ?? '')
  })
}
