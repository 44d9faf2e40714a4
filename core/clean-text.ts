/**
 * The one cleaning of what comes in from outside, at every edge. Text as it is kept: composed letters (NFC), lines that
 * end by `\n`, nothing that cannot be seen and changes what is, nothing that PostgreSQL refuses, no spaces around.
 * Cleaning twice changes nothing; the work is linear.
 */
export function cleanText(text: string): string {
  // Most of what comes in.
  if (plain.test(text)) return text.trim()
  return text
    .toWellFormed()
    .replace(lineEnds, '\n')
    .replace(controls, '')
    .replace(unseen, (seen: string, dropped: string | undefined) => (dropped === undefined ? seen : ''))
    .normalize('NFC')
    .trim()
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}

/** A character that programs must not send, with its rank from 1: a control character, or half of one. */
export interface Unwritable {
  /** `U+0000`. */
  readonly name: string
  readonly rank: number
}

/** The first control character or lone surrogate. @param breaks line breaks and tabs are text there */
export function unwritableIn(text: string, breaks: boolean): Unwritable | undefined {
  const found = (breaks ? unwritable : unwritableOrBreak).exec(text)
  if (found === null) return undefined
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return { name: `U+${code}`, rank: found.index + 1 }
}

const plain = /^[\n\t -~]*$/
/** All that Unicode ends a line with. */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const controls = /[^\P{Cc}\n\t]/gu
const unwritable = /[^\P{Cc}\n\r\t]|\p{Cs}/u
const unwritableOrBreak = /[\p{Cc}\p{Cs}]/u

/** Scripts whose letters are joined or kept apart by the two joiners. */
const joining =
  'Arab Syrc Mong Nkoo Adlm Rohg Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt'
    .split(' ')
    .map((script) => `\\p{Script_Extensions=${script}}`)
    .join('')
const joined = `[[${joining}]--\\p{Default_Ignorable_Code_Point}]`
/** NFC puts the marks of a letter in their order: which of them is next to the joiner says nothing. */
const marks = '[\\p{M}--\\p{Default_Ignorable_Code_Point}]*'

/**
 * What is seen only by its effect: marks that turn the direction of writing, spaces without width, soft hyphens, fillers,
 * tags. Those that make an emoji or that a script needs are matched first, and stay; the others are caught in a group.
 */
const unseen = new RegExp(
  [
    // The flag of a region: a black flag and the tags of its code.
    '\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{3,6}\\u{E007F}',
    '(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]',
    '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
    '(?<=\\p{Extended_Pictographic}\\uFE0F?|\\p{Emoji_Modifier})\\u200D(?=\\p{Extended_Pictographic})',
    // The joiner first: what is before it is only looked at where there is one.
    `[\\u200C\\u200D](?<=${joined}${marks}.)(?=${marks}${joined})`,
    '([\\p{Default_Ignorable_Code_Point}\\uFFF9-\\uFFFB]+)',
  ].join('|'),
  'gv',
)
