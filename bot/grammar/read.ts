/** One piece of a sentence. `start` and `end` are offsets in the text, so that free text can be cut out unchanged. */
export type Token =
  | { readonly type: 'word'; readonly text: string; readonly start: number; readonly end: number }
  /** `text` is without its quotes. */
  | { readonly type: 'quoted'; readonly text: string; readonly start: number; readonly end: number }
  /** `champ:valeur`. `loose` when blanks stand around the colon: it may as well be prose. */
  | {
      readonly type: 'pair'
      readonly name: string
      readonly value: string
      readonly quoted: boolean
      readonly loose: boolean
      readonly start: number
      readonly end: number
    }
  /** `text` is the canonical form: `A-2026.12`. */
  | { readonly type: 'number'; readonly text: string; readonly start: number; readonly end: number }

/** Telephones write “ ” in either order. */
const closing: Readonly<Record<string, string>> = { '"': '"', '«': '»', '“': '”“', '”': '”“', '„': '“”' }
/** These are apostrophes as well: they close only at the end of a token. */
const closingSingle: Readonly<Record<string, string>> = { "'": "'’", '‘': '’‘', '’': '’', '‹': '›' }
const blank = /\s+/y
/** `A-2026.12`, `n° a-2026.12`, `A 2026.12`, `A_2026_12`, `2026.12`; a separated letter must be a capital, as `a 2026.12` is prose. */
const eventNumber =
  /(?:n[°ºo]\s?)?(?:(?:([A-Za-z]{1,3})(?:\s?[-–‑]\s?|[._/])|([A-Z]{1,3})\s?)(\d{4})(?:\s?[.–‑-]\s?|[,_/])(\d{1,7})|([A-Za-z]?)(\d{4})\.(\d{1,7}))(?![\p{L}\p{N}]|[.-]\d)/uy
const pairName = /(\p{L}[\p{L}\p{N}_'’-]{0,39})(\s?):(?!\/\/)([^\S\n]{0,2})(?=\S)/uy
const wordRun = /\S+/y
const plainRun = /[^\s"«“]+/y

/** Cuts a text into tokens; any text has a reading. Values are NFC, and a lone quote is an ordinary character. */
export function read(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = skipBlank(text, 0)
  const source: Source = { text, begins: at, find: finderIn(text), findEnding: finderIn(text, endsToken) }
  while (at < text.length) {
    const token =
      readNumber(text, at) ??
      readPair(source, at) ??
      readQuoted(source, at) ??
      readWhole(source, at) ??
      readWord(text, at)
    tokens.push(token)
    at = skipBlank(text, token.end)
  }
  return tokens
}

function skipBlank(text: string, at: number): number {
  return at + (matchAt(blank, text, at)?.[0].length ?? 0)
}

function readNumber(text: string, start: number): Token | undefined {
  const match = matchAt(eventNumber, text, start)
  if (match === undefined) return undefined
  const [whole, hyphened, capital, year, rank, glued, plainYear, plainRank] = match
  const series = (hyphened ?? capital ?? glued ?? '').toUpperCase()
  const ordinal = `${year ?? plainYear}.${Number(rank ?? plainRank)}`
  const canonical = series === '' ? ordinal : `${series}-${ordinal}`
  return { type: 'number', text: canonical, start, end: start + whole.length }
}

function readPair(source: Source, start: number): Token | undefined {
  const { text } = source
  const match = matchAt(pairName, text, start)
  if (match === undefined) return undefined
  const [whole, name = '', before, after] = match
  // « STEC O157:H7 »: no field has a digit in its name.
  if (/\d/.test(name)) return undefined
  const loose = before !== '' || after !== ''
  const at = start + whole.length
  const quoted = readQuoted(source, at) ?? readSingle(source, at)
  if (quoted !== undefined && endsToken(text, quoted.end))
    return { type: 'pair', name, value: quoted.text, quoted: true, loose, start, end: quoted.end }
  const end = endOfValue(source, at)
  const value = end > at ? text.slice(at, end) : (matchAt(wordRun, text, at)?.[0] ?? '')
  const plain = value.replaceAll(/["«»“”]/g, '').normalize('NFC')
  return { type: 'pair', name, value: plain, quoted: false, loose, start, end: at + value.length }
}

/** Where a value without a blank ends; what is quoted on one line belongs to it, blanks and all. */
function endOfValue({ text, find }: Source, start: number): number {
  let at = start
  for (;;) {
    at += matchAt(plainRun, text, at)?.[0].length ?? 0
    const close = text.charAt(at) === '„' ? undefined : closing[text.charAt(at)]
    const end = close === undefined ? -1 : first(close, (sign) => find(sign, at + 1))
    const line = end === -1 ? -1 : find('\n', at + 1)
    if (end === -1 || (line !== -1 && line < end)) return at
    at = end + 1
  }
}

type Quoted = Token & { readonly type: 'quoted' }

function readQuoted({ text, find }: Source, start: number): Quoted | undefined {
  const close = closing[text.charAt(start)]
  const end = close === undefined ? -1 : first(close, (sign) => find(sign, start + 1))
  return end === -1 ? undefined : quotedToken(text, start, end)
}

/** `'Ferme de l'Orée'`: of the marks on the line, the first that ends a token closes it. */
function readSingle({ text, find, findEnding }: Source, start: number): Quoted | undefined {
  const close = closingSingle[text.charAt(start)]
  const end = close === undefined ? -1 : first(close, (sign) => findEnding(sign, start + 2))
  const line = end === -1 ? -1 : find('\n', start)
  return end === -1 || (line !== -1 && line < end) ? undefined : quotedToken(text, start, end)
}

/** As words, single marks count only around all that was written. */
function readWhole(source: Source, start: number): Quoted | undefined {
  if (start !== source.begins) return undefined
  const quoted = readSingle(source, start)
  return quoted !== undefined && skipBlank(source.text, quoted.end) === source.text.length
    ? quoted
    : undefined
}

/** The first place of any of these signs; -1 when there is none. */
function first(signs: string, find: (sign: string) => number): number {
  const places = [...signs].map(find).filter((at) => at !== -1)
  return places.length === 0 ? -1 : Math.min(...places)
}

function quotedToken(text: string, start: number, end: number): Quoted {
  return {
    type: 'quoted',
    text: text
      .slice(start + 1, end)
      .trim()
      .normalize('NFC'),
    start,
    end: end + 1,
  }
}

function readWord(text: string, start: number): Token {
  const word = matchAt(wordRun, text, start)?.[0] ?? text.slice(start)
  return { type: 'word', text: word.normalize('NFC'), start, end: start + word.length }
}

function endsToken(text: string, at: number): boolean {
  return /^(?:$|\s|[,.;:!?)](?:$|\s))/.test(text.slice(at, at + 2))
}

interface Source {
  readonly text: string
  /** Where its first token begins. */
  readonly begins: number
  /** Where a sign stands next; -1 when nowhere. */
  readonly find: (sign: string, from: number) => number
  /** The same of signs after which a token ends. */
  readonly findEnding: (sign: string, from: number) => number
}

/** Each stretch of the text is searched once for a sign, however many quotes are open. Asked from left to right. */
function finderIn(text: string, fits: (text: string, end: number) => boolean = () => true): Source['find'] {
  const last = new Map<string, { readonly from: number; readonly at: number }>()
  return (sign, from) => {
    const known = last.get(sign)
    if (known !== undefined && from >= known.from && (known.at === -1 || from <= known.at)) return known.at
    let at = text.indexOf(sign, from)
    while (at !== -1 && !fits(text, at + 1)) at = text.indexOf(sign, at + 1)
    last.set(sign, { from, at })
    return at
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
