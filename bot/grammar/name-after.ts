import { trimEndOf } from '#core/query/trim-end.ts'
import type { Token } from './read.ts'

const mostWords = 6

/**
 * The whole of a name that was written without quotation marks, `type:alerte locale Deux cas`: the first word alone where
 * it is read, else the shortest that is. A capital begins a sentence.
 * @param rest what follows the first word
 */
export function nameAfter(
  text: string,
  first: { readonly value: string; readonly end: number },
  rest: readonly Token[],
  reads: (written: string) => boolean,
): { readonly written: string; readonly end: number } {
  let said = first.value
  let { end: at } = first
  const alone = { written: trimEndOf(said, /[,;]/), end: at }
  if (reads(alone.written)) return alone
  for (const token of rest.slice(0, mostWords)) {
    const isWord = token.type === 'word' && /^[\p{Ll}\d]/u.test(token.text)
    if (!isWord || /[.,;!?]$/.test(said) || text.slice(at, token.start).includes('\n')) break
    said = `${said} ${token.text}`
    at = token.end
    const written = trimEndOf(said, /[.,;!?]/)
    if (reads(written)) return { written, end: at }
  }
  return alone
}
