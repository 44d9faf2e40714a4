import { fold } from '#core/query/words.ts'
import { read } from '../grammar/read.ts'

/** A word as it is spoken: its signs say only where it stands apart. */
export interface Spoken {
  /** Without accents or capitals. */
  readonly plain: string
  /** In small letters, with its accents. */
  readonly written: string
  /** A sign other than a blank stands before it. */
  readonly apart: boolean
  /** It is the number of an event. */
  readonly number?: string
}

/** What is longer is a text of its own, in characters. */
const longest = 200

/** The words of the beginning of a text. */
export function spokenWords(text: string): readonly Spoken[] {
  const start = text.slice(0, longest)
  const words: Spoken[] = []
  let end = 0
  const add = (from: number, to: number, number?: string) => {
    const written = start.slice(from, to).toLowerCase().normalize('NFC').replaceAll('’', "'")
    const apart = /[^\s]/.test(start.slice(end, from))
    words.push({ plain: fold(written), written, apart, ...(number === undefined ? {} : { number }) })
    end = to
  }
  for (const token of read(start)) {
    if (token.type === 'number') add(token.start, token.end, token.text)
    else
      for (const { 0: found, index } of start.slice(token.start, token.end).matchAll(/[\p{L}\p{N}'’]+/gu))
        add(token.start + index, token.start + index + found.length)
  }
  return words
}
