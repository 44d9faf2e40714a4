import { areAlike, isMixed } from '#core/query/codes.ts'
import { type Holder, holdsCodes } from './gather.ts'
import type { Token } from './read.ts'

const joints = new Set(['et', 'and', '&'])

/**
 * The whole of a list that was written without quotation marks: `lots:L12, L13` goes on after a comma, if what follows has
 * a digit; a list of codes also with what is made alike, `lots:26F112 et 26F113`, `lots:R1 R2`. Elsewhere a comma at the end
 * belongs to the sentence.
 * @param from rank of the token after the first value
 */
export function listAfter(
  text: string,
  first: { readonly value: string; readonly end: number },
  field: Pick<Holder, 'type' | 'words'>,
  tokens: readonly Token[],
  from: number,
): { readonly written: string; readonly end: number } {
  const ofCodes = field.type === 'list' || holdsCodes(field)
  const wordAt = (rank: number): string => {
    const token = tokens[rank]
    return token?.type === 'word' || token?.type === 'number' ? text.slice(token.start, token.end) : ''
  }
  const items = [first.value]
  let { end } = first
  for (let next = from; ; next += 1) {
    const last = items.at(-1) ?? ''
    const item = wordAt(next)
    const token = tokens[next]
    if (token === undefined || item === '') break
    const goesOn = last.endsWith(',')
      ? field.type === 'list' || /\d/.test(item)
      : ofCodes &&
        !/[.;!?]$/.test(last) &&
        !text.slice(end, token.start).includes('\n') &&
        (joints.has(item)
          ? areAlike(last, wordAt(next + 1))
          : joints.has(last) || (isMixed(last) && areAlike(last, item)))
    if (!goesOn) break
    items.push(item)
    end = token.end
  }
  return { written: items.join(' '), end }
}
