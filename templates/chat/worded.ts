import { startOf } from '../start-of.ts'
/** An answer in words: text in the small Markdown below, and choices that a click may send. */
export interface Worded {
  readonly text: string
  readonly choices?: readonly string[]
  /** What a reaction says, where the chat has any: words to send, as of a choice. */
  readonly reactions?: { readonly confirm?: string; readonly cancel?: string }
}

/** Blocks apart by an empty line; empty ones go. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}

export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n')
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n')
}

export function numbered(items: readonly string[]): string {
  return items.map((item, at) => `${at + 1}. ${item}`).join('\n')
}

/** With a full stop, unless what people wrote brings its own. */
export function stopped(text: string): string {
  return /[.!?…][`*» ]*$/.test(text) ? text : `${text}.`
}

/** `**…**` and `` `…` `` and links are the whole Markdown, besides lists: what people wrote must not become any. */
export function plain(text: string): string {
  return text.replaceAll('**', '∗∗').replaceAll('`', 'ˋ').replaceAll('](', '] (')
}

export function bold(text: string): string {
  return `**${plain(text)}**`
}

/** A command, or words to send as they are. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ')}\``
}

/** `a, b ou c`. */
export function oneOf(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ou ${items.at(-1)}`
}

/** With a capital. */
export function sentenceCase(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('fr')}${text.slice(1)}`
}

/** At most so many characters, cut at a blank and marked. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = startOf(text, most)
  return `${startOf(cut, Math.max(cut.lastIndexOf(' '), most - 30)).trimEnd()}…`
}

/**
 * French spacing: no line may break before : ; ? ! » or after «, nor inside « n° 12 » and « 8 h ». What stands in
 * code is left alone, since it is copied and sent.
 */
export function typeset(text: string): string {
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : withSpaces(part)))
    .join('')
}

const wide = '\u00a0'
const narrow = '\u202f'

function withSpaces(text: string): string {
  return text
    .replaceAll(/ (?=[;?!])/g, narrow)
    .replaceAll(/ (?=[:»])/g, wide)
    .replaceAll(/« /g, `«${wide}`)
    .replaceAll(/(?<=n°) (?=\d)/g, wide)
    .replaceAll(/(?<=\d) (?=h\b)/g, wide)
}
