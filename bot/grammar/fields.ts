import { trimEndOf } from '#core/query/trim-end.ts'
import { plainWord } from './argument.ts'
import { dayAfter } from './day-after.ts'
import { type GivenField, gather } from './gather.ts'
import { listAfter } from './list-after.ts'
import { nameAfter } from './name-after.ts'
import { read, type Token } from './read.ts'
import { saysMore } from './says-more.ts'
import { nearest } from './suggest.ts'

/** What this reader needs to know of a field (core/kinds/kind.ts). */
export interface FieldWords {
  readonly name: string
  readonly label: string
  readonly words: readonly string[]
  readonly type: string
}

export interface ReadFields {
  /** In the order written, once a field: what was written twice of it adds up where it can (gather.ts). */
  readonly given: readonly GivenField[]
  readonly unknown: readonly {
    readonly name: string
    readonly value: string
    readonly suggestions: readonly string[]
    /** It stays in `free`, where it was written: « Tel:0559640000 ». */
    readonly kept?: true
  }[]
  /** What is in no field. */
  readonly free: string
  /** What follows a value without quotes and may have been meant for it: `produit:brie de Meaux`. A capital begins a sentence. */
  readonly doubt?: { readonly field: string; readonly written: string; readonly more: string }
}

interface Found {
  readonly field: string
  /** The word that named it. */
  readonly as: string
  readonly written: string
  readonly quoted: boolean
  readonly start: number
  readonly end: number
}

/**
 * Reads `champ:valeur` pairs in a text. A line of its own (`produit : brie de Meaux`) is one pair to its end.
 * A pair with a blank around its colon counts only when the field exists: otherwise it is prose.
 * @param options.prose free text may follow a command: `produit:brie Deux cas` on the first line is no single value,
 * `produit : brie de Meaux` is
 */
export function readFields(
  text: string,
  fields: readonly FieldWords[],
  options: {
    readonly prose: boolean
    /** A text takes what is free: what looks like a field and is like none is a part of it. */
    readonly keeps?: boolean
    /** Whether this can be read as a value of that field. */
    readonly reads?: (field: string, written: string) => boolean
  },
): ReadFields {
  const lines = wholeLines(text, fields).filter(
    ({ start }) => !options.prose || start > 0 || spacedColon(text),
  )
  const lineOf = nextLine(lines)
  const tokens = read(text).filter(({ start }) => start < lineOf(start))
  const pairs = tokens.flatMap((token) => (token.type === 'pair' ? [token] : []))
  const found: Found[] = [...lines]
  const unknown: {
    name: string
    value: string
    suggestions: readonly string[]
    start: number
    end: number
  }[] = []
  const lineAfter = nextLine(lines)
  let end = 0
  for (const pair of pairs) {
    if (pair.start < end || pair.end > lineAfter(pair.start)) continue
    const field = fieldNamed(pair.name, fields)
    if (field !== undefined) {
      const one =
        field.type === 'day' && !pair.quoted
          ? withItsDay(pair, field, tokens, text, options.reads)
          : named.has(field.type) && !pair.quoted
            ? withItsName(pair, field, tokens, text, options.reads)
            : withItsList(pair, field, tokens, text)
      found.push(one)
      end = one.end
    } else if (!pair.loose && !pair.value.startsWith('//'))
      unknown.push({ ...pair, suggestions: unknown.length < mostGuessed ? guess(pair.name, fields) : [] })
  }
  found.sort((a, b) => a.start - b.start)
  const doubt = doubtIn(text, fields, found, tokens, options.reads)
  // Of several lines, it was copied: nothing of it goes.
  const copied = options.keeps === true && text.trim().includes('\n')
  const others = copied ? [] : unknown.filter(({ suggestions }) => suggestions.length > 0)
  const kept = copied || (options.keeps === true && without(text, [...found, ...unknown]) !== '')
  return {
    given: gather(fields, found),
    unknown: unknown.map(({ name, value, suggestions }) => ({
      name,
      value,
      suggestions,
      ...(kept && (copied || suggestions.length === 0) ? { kept: true as const } : {}),
    })),
    free: without(text, [...found, ...(kept ? others : unknown)]),
    ...(doubt === undefined ? {} : { doubt }),
  }
}

export function fieldNamed<F extends FieldWords>(written: string, fields: readonly F[]): F | undefined {
  if (written.length > longestName) return undefined
  const said = nameOf(written)
  return fields.find((field) => namesOf(field).includes(said))
}

/** No field is named by more, in characters. */
const longestName = 64
/** Who gets more names wrong than this is not helped by a guess for each. */
const mostGuessed = 20

function nameOf(written: string): string {
  return plainWord(written).replaceAll(/[_-]/g, ' ')
}

/** Of the fields of a kind, which are always the same. */
const names = new WeakMap<FieldWords, readonly string[]>()

function namesOf(field: FieldWords): readonly string[] {
  const known = names.get(field) ?? [field.name, ...field.words, field.label].map(nameOf)
  names.set(field, known)
  return known
}

function guess(name: string, fields: readonly FieldWords[]): readonly string[] {
  return nearest(
    name,
    fields.flatMap((field) => field.words),
    2,
  )
}

/** Where the line begins that holds a place or else comes next; asked from left to right. */
function nextLine(lines: readonly Found[]): (at: number) => number {
  let next = 0
  return (at) => {
    while ((lines[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1
    return lines[next]?.start ?? Number.POSITIVE_INFINITY
  }
}

/** The rank of the first token from a place on. */
function rankFrom(tokens: readonly Token[], at: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.start ?? at) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** What stands before the colon of such a line: perhaps a bullet, then the name. */
const lineName = /^[ \t]*(?:[-*•][ \t]*)?(\p{L}.{0,60})$/su

/** Whether the first colon stands as in a sheet, `champ : valeur`, not as in `champ:valeur`. */
function spacedColon(text: string): boolean {
  const colon = text.indexOf(':')
  return /\s/.test(text.charAt(colon - 1)) && /[^\S\n]/.test(text.charAt(colon + 1))
}

/** Lines that are a known field, a colon, and a value with no other field in it, be it one that does not exist. */
function wholeLines(text: string, fields: readonly FieldWords[]): Found[] {
  const found: Found[] = []
  let next = 0
  for (const line of text.split('\n')) {
    const start = next
    next += line.length + 1
    const colon = line.indexOf(':')
    const name = lineName.exec(line.slice(0, Math.max(0, colon)))?.[1]?.trimEnd()
    const value = line.slice(colon + 1).trimStart()
    if (name === undefined || value === '' || line.startsWith('//', colon + 1)) continue
    const field = fieldNamed(name, fields)
    const tokens = read(value)
    const others = tokens.some((token) => token.type === 'pair' && isOther(token, field, fields))
    const opensQuote = /^["«“”„]/.test(value)
    if (field === undefined || others || (opensQuote && tokens[0]?.type !== 'quoted')) continue
    const [only] = tokens
    const quoted = tokens.length === 1 && only?.type === 'quoted' ? only.text : undefined
    if (quoted === undefined && saysMore(field, value)) continue
    const written = quoted ?? value.trim()
    found.push({
      field: field.name,
      as: name,
      written,
      quoted: true,
      start,
      end: start + line.length,
    })
  }
  return found
}

/** In prose, `Remarque : …` is a sentence; anywhere, `dept:63` is meant as a field. */
function isOther(
  pair: Token & { type: 'pair' },
  holder: FieldWords | undefined,
  fields: readonly FieldWords[],
): boolean {
  const known = fieldNamed(pair.name, fields) !== undefined
  return known || !pair.loose || (holder !== undefined && holder.type !== 'text')
}

function withItsList(
  pair: Token & { type: 'pair' },
  field: FieldWords,
  tokens: readonly Token[],
  text: string,
): Found {
  const one = { field: field.name, as: pair.name, start: pair.start }
  if (pair.quoted) return { ...one, written: pair.value, quoted: true, end: pair.end }
  const { written, end } = listAfter(text, pair, field, tokens, rankFrom(tokens, pair.start) + 1)
  const quoted = /["«“”„]/.test(text.slice(pair.start, end))
  return { ...one, written: trimEndOf(written, /[,;]/), quoted, end }
}

/** `reçu:hier soir Deux cas`: as far as it speaks of time. */
function withItsDay(
  pair: Token & { type: 'pair' },
  { name }: FieldWords,
  tokens: readonly Token[],
  text: string,
  reads: (field: string, written: string) => boolean = () => false,
): Found {
  const first = { written: pair.value, end: pair.end }
  const day = dayAfter(text, first, tokens, rankFrom(tokens, pair.end), (written) => reads(name, written))
  return { field: name, as: pair.name, quoted: false, start: pair.start, ...day }
}

/** Types whose values are names of several words. */
const named = new Set(['tree', 'choice'])

function withItsName(
  pair: Token & { type: 'pair' },
  { name }: FieldWords,
  tokens: readonly Token[],
  text: string,
  reads: (field: string, written: string) => boolean = () => false,
): Found {
  const rest = tokens.slice(rankFrom(tokens, pair.end))
  const whole = nameAfter(text, pair, rest, (written) => reads(name, written))
  return { field: name, as: pair.name, quoted: false, start: pair.start, ...whole }
}

function doubtIn(
  text: string,
  fields: readonly FieldWords[],
  found: readonly Found[],
  tokens: readonly Token[],
  reads: (field: string, written: string) => boolean = () => false,
): ReadFields['doubt'] {
  for (const one of found) {
    const next = tokens[rankFrom(tokens, one.end)]
    const prose = fields.find(({ name }) => name === one.field)?.type
    const isName = named.has(prose ?? '')
    if (!isName && prose !== 'line' && prose !== 'text' && prose !== 'establishments') continue
    const sameLine = next !== undefined && !text.slice(one.end, next.start).includes('\n')
    if (one.quoted || !sameLine || next.type !== 'word') continue
    // The end of an address is worth a word whatever it begins with: `établissement:Parc Bleu, 34140 Mèze`.
    if (prose !== 'establishments' && !/^\p{Ll}/u.test(next.text)) continue
    if (isName && !reads(one.field, `${one.written} ${trimEndOf(next.text, /[.,;!?]/)}`)) continue
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
    free += `${trimEndOf(text.slice(at, piece.start), /[^\S\n]/)} `
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
