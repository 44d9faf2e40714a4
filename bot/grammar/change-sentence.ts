import { isCourtesy, plainWord } from './argument.ts'
import { beforeNumber, type How, howOf, piecesOf } from './edit-order.ts'
import { type FieldWords, fieldNamed, readFields } from './fields.ts'
import { leadInOf } from './lead-in.ts'
import { read, type Token } from './read.ts'

/** « ajouter lots:L3 à A-2026.1 »: pairs, what is to be done with them, and the record they are of. */
export interface ChangeSentence {
  readonly number?: string
  /** As `modifier` would say it: `lot:"ajouter L3"`. */
  readonly changes: string
  /** `put`: it takes the place of what is there. Absent: it is not said. */
  readonly how?: How | 'put'
}

const putting = new Set(
  'modifier modifie modifiez corriger corrige corrigez completer complete completez changer change changez mettre mets mettez update edit'.split(
    ' ',
  ),
)
/** They say nothing between the verb, the pairs and the number; « no » may be a no. */
const idle = new Set(
  [...beforeNumber, ...putting, ...'jour aussi et puis champ champs valeur valeurs y'.split(' ')].filter(
    (word) => word !== 'no',
  ),
)

/**
 * Reads a sentence that is nothing but pairs, a verb and the number of a record, in any order. Undefined when a word of it
 * is not understood, and for `modifier A-2026.1 champ:valeur`, which says so itself.
 */
export function readChange(text: string, fields: readonly FieldWords[]): ChangeSentence | undefined {
  const tokens = read(text)
  // « lots:L1 A-2026.1… » is not said to its end.
  if (text.length > longest || /\.{2}|…/.test(text) || !tokens.some((token) => isPair(token, fields)))
    return undefined
  const numbers = numbersIn(tokens)
  const [number, ...others] = new Set(numbers.map((token) => token.text))
  if (others.length > 0) return undefined
  const rest = withoutNumber(text, tokens)
  const pieces = piecesOf(rest)
  const leadIn = leadInOf(pieces.map(({ word }) => word)).at(-1)
  if (leadIn?.asksHow === true) return undefined
  const verb = pieces[leadIn?.length ?? 0]
  const how = howOf(verb?.word) ?? (putting.has(verb?.word ?? '') ? 'put' : undefined)
  // « retirer A-2026.1 lots:L1 » may be the whole record, and why: it is asked about.
  const plain = (how === 'put' || how === 'retirer') && isPlain(tokens, verb?.word)
  if (plain || (how === 'put' && number === undefined)) return undefined
  const body = withoutIdle(rest.slice(how === undefined ? (verb?.start ?? 0) : verb?.end))
  const said = readFields(body, fields, { prose: false })
  const understood = said.unknown.length === 0 && said.doubt === undefined && isIdle(said.free)
  if (said.given.length === 0 || !understood) return undefined
  if (how === 'remplacer' && !said.given.every(({ written }) => / par /i.test(written))) return undefined
  const changes =
    how === 'put' || how === undefined
      ? body
      : said.given
          .map(({ field, written }) => {
            const word = fields.find(({ name }) => name === field)?.words[0] ?? field
            return `${word}:"${how} ${written.replaceAll('"', '”')}"`
          })
          .join(' ')
  return { changes, ...(number === undefined ? {} : { number }), ...(how === undefined ? {} : { how }) }
}

/** What is longer says more, in characters. */
const longest = 1000
/** Fewer words around pairs are no text. */
const fewestWords = 5

/** The record that a line of pairs, or of what is to be added or taken away, names: they are not those of another. */
export function recordChanged(text: string, fields: readonly FieldWords[]): string | undefined {
  if (text.length > longest || text.trim().includes('\n')) return undefined
  const tokens = read(text)
  const [number] = numbersIn(tokens)
  if (number === undefined) return undefined
  const others = tokens.filter((token) => token.type === 'word' && !isWordOf(token, idle))
  const [first] = others
  const orders = first?.type === 'word' && howOf(plainWord(first.text)) !== undefined
  return tokens.some((token) => isPair(token, fields)) && (orders || others.length < fewestWords)
    ? number.text
    : undefined
}

/** What is said beside the pairs, when it begins by saying that they are to be added. */
export function withoutAdding(free: string): string | undefined {
  const [first] = read(free)
  if (first?.type !== 'word' || howOf(plainWord(first.text)) !== 'ajouter') return undefined
  return free.slice(first.end).trim()
}

/** The numbers of records that a sentence names outside its values. */
function numbersIn(tokens: readonly Token[]): readonly (Token & { type: 'number' })[] {
  return tokens.flatMap((token) => (token.type === 'number' && /^[A-Z]/.test(token.text) ? [token] : []))
}

function isPair(token: Token, fields: readonly FieldWords[]): boolean {
  return token.type === 'pair' && fieldNamed(token.name, fields) !== undefined
}

/** Without the number and what leads to it: « de la fiche A-2026.1 : ». */
function withoutNumber(text: string, tokens: readonly Token[]): string {
  let left = ''
  let from = 0
  for (const [at, token] of tokens.entries()) {
    if (token.type !== 'number' || !/^[A-Z]/.test(token.text)) continue
    let first = at
    while (isWordOf(tokens[first - 1], beforeNumber)) first -= 1
    left += `${text.slice(from, Math.max(from, tokens[first]?.start ?? token.start))} `
    from =
      token.end + (/^\s?[,:;]+(?=\s|$)/.exec(text.slice(token.end, token.end + mostSigns))?.[0].length ?? 0)
  }
  return `${left}${text.slice(from)}`.trim()
}

const mostSigns = 4

function isWordOf(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token?.type === 'word' && words.has(plainWord(token.text).replace(/^[ld]'/, ''))
}

/** `modifier A-2026.1 lots:L9`: a command as it is written. */
function isPlain([first, second]: readonly Token[], verb: string | undefined): boolean {
  return second?.type === 'number' && first?.type === 'word' && plainWord(first.text) === verb
}

function isIdle(text: string): boolean {
  return read(text).every(
    (token) => isWordOf(token, idle) || (token.type === 'word' && isCourtesy(token.text)),
  )
}

/** Its pairs alone: « aussi lots:L2 svp ». */
function withoutIdle(body: string): string {
  const tokens = read(body)
  const first = tokens.find((token) => !isWordOf(token, idle))
  const last = tokens.findLast((token) => token.type !== 'word' || !isCourtesy(token.text))
  return body.slice(first?.start ?? 0, last?.end)
}
