import { plainWord } from './argument.ts'
import { read, type Token } from './read.ts'
import { nearest } from './suggest.ts'

/** What this reader needs to know of a field (core/kinds/kind.ts). */
export interface FieldWords {
  readonly name: string
  readonly label: string
  readonly words: readonly string[]
  readonly type: string
}

export interface ReadFields {
  /** In the order written; the last one wins when a field is there twice. */
  readonly given: readonly { readonly field: string; readonly written: string }[]
  readonly unknown: readonly {
    readonly name: string
    readonly value: string
    readonly suggestions: readonly string[]
  }[]
  /** What is in no field. */
  readonly free: string
  /** What follows a value without quotes and may have been meant for it: `produit:brie de Meaux`. A capital begins a sentence. */
  readonly doubt?: { readonly field: string; readonly written: string; readonly more: string }
}

interface Found {
  readonly field: string
  readonly written: string
  readonly quoted: boolean
  readonly start: number
  readonly end: number
}

/**
 * Reads `champ:valeur` pairs in a text. A line of its own (`produit : brie de Meaux`) is one pair to its end.
 * A pair with a blank around its colon counts only when the field exists: otherwise it is prose.
 * @param options.prose free text is expected, so the first line is not taken for a single value
 */
export function readFields(
  text: string,
  fields: readonly FieldWords[],
  options: { readonly prose: boolean },
): ReadFields {
  const firstLine = options.prose ? text.split('\n')[0]?.length : undefined
  const lines = wholeLines(text, fields).filter(({ start }) => firstLine === undefined || start > firstLine)
  const inLine = (at: number): boolean => lines.some((line) => at >= line.start && at < line.end)
  const tokens = read(text).filter((token) => !inLine(token.start))
  const pairs = tokens.flatMap((token) => (token.type === 'pair' ? [token] : []))
  const found: Found[] = [...lines]
  const unknown: {
    name: string
    value: string
    suggestions: readonly string[]
    start: number
    end: number
  }[] = []
  for (const pair of pairs) {
    if (found.some((one) => pair.start < one.end && pair.end > one.start)) continue
    const field = fieldNamed(pair.name, fields)
    if (field !== undefined) found.push(withItsList(pair, field, tokens, text))
    else if (!pair.loose && !pair.value.startsWith('//'))
      unknown.push({ ...pair, suggestions: nearest(pair.name, everyWord(fields), 2) })
  }
  found.sort((a, b) => a.start - b.start)
  const doubt = doubtIn(text, fields, found, tokens)
  return {
    given: found.map(({ field, written }) => ({ field, written })),
    unknown: unknown.map(({ name, value, suggestions }) => ({ name, value, suggestions })),
    free: without(text, [...found, ...unknown]),
    ...(doubt === undefined ? {} : { doubt }),
  }
}

export function fieldNamed<F extends FieldWords>(written: string, fields: readonly F[]): F | undefined {
  const said = plainWord(written).replaceAll(/[_-]/g, ' ')
  const same = (word: string): boolean => plainWord(word).replaceAll(/[_-]/g, ' ') === said
  return fields.find((field) => [field.name, ...field.words, field.label].some(same))
}

function everyWord(fields: readonly FieldWords[]): readonly string[] {
  return fields.flatMap((field) => field.words)
}

/** Lines that are a known field, a colon, and a value with no other known field in it. */
function wholeLines(text: string, fields: readonly FieldWords[]): Found[] {
  const found: Found[] = []
  for (const line of text.matchAll(
    /^[ \t]*(?:[-*•][ \t]*)?(\p{L}[^:\n]{0,59}?)\s?:(?!\/\/)[^\S\n]*(\S[^\n]*)$/gmu,
  )) {
    const [whole, name = '', value = ''] = line
    const field = fieldNamed(name, fields)
    const tokens = read(value)
    const others = tokens.some(
      (token) => token.type === 'pair' && fieldNamed(token.name, fields) !== undefined,
    )
    const opensQuote = /^["«“]/.test(value)
    if (field === undefined || others || (opensQuote && tokens[0]?.type !== 'quoted')) continue
    const written = tokens.length === 1 && tokens[0]?.type === 'quoted' ? tokens[0].text : value.trim()
    found.push({
      field: field.name,
      written,
      quoted: true,
      start: line.index,
      end: line.index + whole.length,
    })
  }
  return found
}

/** `lots:L12, L13` goes on after a comma, if what follows has a digit. Elsewhere a comma at the end belongs to the sentence. */
function withItsList(
  pair: Token & { type: 'pair' },
  field: FieldWords,
  tokens: readonly Token[],
  text: string,
): Found {
  let { end } = pair
  let written = pair.value
  if (!pair.quoted) {
    for (let next = tokens.indexOf(pair) + 1; written.endsWith(','); next += 1) {
      const token = tokens[next]
      if (token?.type !== 'word' || (field.type !== 'list' && !/\d/.test(token.text))) break
      written = `${written} ${token.text}`
      end = token.end
    }
  }
  if (!pair.quoted) written = written.replace(/[,;]+$/, '')
  return {
    field: field.name,
    written,
    quoted: pair.quoted || /["«“]/.test(text.slice(pair.start, end)),
    start: pair.start,
    end,
  }
}

function doubtIn(
  text: string,
  fields: readonly FieldWords[],
  found: readonly Found[],
  tokens: readonly Token[],
): ReadFields['doubt'] {
  for (const one of found) {
    const next = tokens.find((token) => token.start >= one.end)
    const prose = fields.find(({ name }) => name === one.field)?.type
    if (prose !== 'line' && prose !== 'text') continue
    const sameLine = next !== undefined && !text.slice(one.end, next.start).includes('\n')
    if (one.quoted || !sameLine || next.type !== 'word' || !/^\p{Ll}/u.test(next.text)) continue
    const until =
      tokens.find((token) => token.start > next.start && token.type !== 'word')?.start ?? text.length
    const more = text.slice(next.start, until).split('\n')[0]?.trim() ?? ''
    return { field: one.field, written: one.written, more }
  }
  return undefined
}

function without(text: string, pieces: readonly { readonly start: number; readonly end: number }[]): string {
  const sorted = [...pieces].sort((a, b) => a.start - b.start)
  let at = 0
  let free = ''
  for (const piece of sorted) {
    free += `${text.slice(at, piece.start).replace(/[^\S\n]+$/, '')} `
    at = Math.max(at, piece.end)
  }
  const plain = `${free}${text.slice(at)}`
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replaceAll(/[^\S\n]{2,}/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  const tokens = read(plain)
  return tokens.length === 1 && tokens[0]?.type === 'quoted' ? tokens[0].text : plain
}
