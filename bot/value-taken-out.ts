import { kinds } from '#core/kinds/kinds.ts'
import { plainWord } from './grammar/argument.ts'
import { readChange } from './grammar/change-sentence.ts'
import { readEdit } from './grammar/edit-sentence.ts'
import { isOrder } from './grammar/edits.ts'
import { fieldNamed } from './grammar/fields.ts'
import { holdsCodes } from './grammar/gather.ts'
import { read } from './grammar/read.ts'

const idle = new Set(
  "aussi encore svp stp merci le la les l' un une du de des d' dans sur n° no numero".split(' '),
)
/** Fields whose values go one by one. */
const several = new Set(['list', 'establishments'])
/** More are a reason. */
const mostWords = 3
const fields = Object.values(kinds).flatMap((kind) => kind.fields)

/**
 * « retire aussi le lot L2381 » as a change of a record: one value goes, and not the record. Undefined when it names none.
 * @param recent the record that was spoken of last, unless the text names one
 */
export function valueTakenOut(text: string, recent: string | undefined): string | undefined {
  const tokens = read(text)
  const number = tokens.find(({ type }) => type === 'number')
  const of = number?.type === 'number' ? number.text : recent
  if (of === undefined) return undefined
  const edit = readEdit(`retirer ${text}`, fields)
  const change = edit ?? readChange(`retirer ${text}`, fields)
  if (change !== undefined) return `modifier ${change.number ?? of} ${change.changes}`
  const words = tokens
    .filter((token) => token !== number)
    .map(({ start, end }) => text.slice(start, end).replace(/^[ld]['’]/i, ''))
  const [first = '', ...rest] = trimmed(words)
  const named = fieldNamed(first, fields)
  const value = (named === undefined ? [first, ...rest] : trimmed(rest)).join(' ').replaceAll('"', '')
  const field = named ?? (/\d/.test(value) ? fieldNamed('lots', fields) : undefined)
  if (field === undefined || value.split(' ').length > mostWords || isOrder(field, value)) return undefined
  if (named === undefined && value.split(' ').some((one) => fieldNamed(one, fields))) return undefined
  const word = field.words[0] ?? field.name
  const goOneByOne = holdsCodes(field) || several.has(field.type)
  // Of several values it asks which; the only one goes.
  if (value === '') return `modifier ${of} ${word}:${goOneByOne ? 'retirer' : 'vide'}`
  return goOneByOne ? `modifier ${of} ${word}:"retirer ${value}"` : undefined
}

/** Without what says nothing at both ends. */
function trimmed(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !idle.has(plainWord(word)))
  const to = words.findLastIndex((word) => !idle.has(plainWord(word)))
  return from === -1 ? [] : words.slice(from, to + 1)
}
