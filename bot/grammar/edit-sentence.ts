import { plainWord } from './argument.ts'
import {
  beforeNumber,
  fieldAt,
  type How,
  howOf,
  isProse,
  numberIn,
  type Order,
  type Piece,
  piecesOf,
  readOrder,
} from './edit-order.ts'
import { type FieldWords, fieldNamed } from './fields.ts'
import { addsUp, holdsCodes } from './gather.ts'
import { leadInOf } from './lead-in.ts'
import { saysMore } from './says-more.ts'

/** « enlever le lot L1 de A-2026.1 » as `modifier` would say it. */
export interface EditSentence {
  readonly number?: string
  /** `lot:"retirer L1"`; without a value where none was said. */
  readonly changes: string
  /** It names a value that is to go. */
  readonly takes: boolean
  /** It asks how to. */
  readonly asksHow: boolean
}

/** A sentence about something else is longer, in words. */
const mostValueWords = 20

/** Reads what is to be added to a field that may hold several values, or to a text, or taken away from it, or replaced. */
export function readEdit(text: string, fields: readonly FieldWords[]): EditSentence | undefined {
  const pieces = piecesOf(text)
  const leadIn = leadInOf(pieces.map(({ word }) => word)).at(-1)
  const ahead = numberAhead(text, pieces, leadIn?.length ?? 0)
  const from = ahead?.next ?? leadIn?.length ?? 0
  const verb = howOf(pieces[from]?.word)
  const begins = pieces[from]?.end
  if (verb === undefined || begins === undefined) return undefined
  const said = { text, pieces, fields }
  const whole = readOrder(text.slice(begins), verb, fields)
  const asksHow = leadIn?.asksHow === true
  if (whole !== undefined && isProse(whole.field)) return sentenceOf([whole], asksHow, ahead?.number)
  const orders: Order[] = []
  for (const { start, end, how } of clausesOf(said, from)) {
    const order = readOrder(text.slice(start, end), how ?? orders.at(-1)?.how ?? verb, fields, orders.at(-1))
    if (order === undefined || !isWritable(order, fields)) return undefined
    orders.push(order)
  }
  return sentenceOf(orders, asksHow, ahead?.number)
}

/** « ajoute L11 à A-2026.1 »: perhaps a lot, since it says no field. */
export function codeAdded(text: string, fields: readonly FieldWords[]): EditSentence | undefined {
  const bare = text.replace(/^(\s{0,9}r?ajoute[rz]?)(?: aussi| encore)? (?=\S{0,40}\d)/i, '$1 le lot ')
  return bare === text ? undefined : readEdit(bare, fields)
}

/** « pour A-2026.1, ajoute le lot L13 » */
function numberAhead(
  text: string,
  pieces: readonly Piece[],
  from: number,
): { readonly number: string; readonly next: number } | undefined {
  let at = from
  while (beforeNumber.has(pieces[at]?.word ?? '')) at += 1
  const number = numberIn(pieces[at], text)
  if (number === undefined) return undefined
  // « A-2026.1 ajoute le lot 12 » may answer what is asked: a number, and a text.
  const apart = at > from || /[,:;]$/.test(text.slice(pieces[at]?.start, pieces[at]?.end))
  let next = at + 1
  if (!apart && !/^[,:;]$/.test(pieces[next]?.word ?? '')) return undefined
  while (/^[,:;]$|^(?:et|il|faut|faudrait|peux-tu|merci|de)$/.test(pieces[next]?.word ?? '')) next += 1
  return { number, next }
}

function sentenceOf(
  orders: readonly Order[],
  asksHow: boolean,
  ahead: string | undefined,
): EditSentence | undefined {
  const numbers = new Set([
    ...(ahead === undefined ? [] : [ahead]),
    ...orders.flatMap(({ number }) => number ?? []),
  ])
  const [number, ...others] = numbers
  const [first] = orders
  if (others.length > 0 || first === undefined) return undefined
  const fields = [...new Set(orders.map(({ field }) => field))]
  const changes = fields.map((field) => {
    const own = orders.filter((order) => order.field === field)
    const words = own.map(wordsOf).join(field.type === 'establishments' ? ' ; ' : ', ')
    return `${field.words[0] ?? field.name}:"${words}"`
  })
  return {
    ...(number === undefined ? {} : { number }),
    changes: changes.join(' '),
    takes: first.how === 'retirer' && (first.value !== '' || first.quantity !== undefined),
    asksHow,
  }
}

function wordsOf({ how, as, value, quantity }: Order): string {
  const code = as === as.toUpperCase() && value !== '' ? `${as} ` : ''
  const count = /^\d|^(?:deux|trois|quatre|cinq|six)$/.test(quantity ?? '') ? `les ${quantity}` : quantity
  const all = how === 'retirer' && (value === '' || saysBut(value)) ? count : undefined
  return [how, all, `${code}${value.replaceAll('"', '”')}`].filter(Boolean).join(' ')
}

function saysBut(value: string): boolean {
  return /^(?:sauf|excepte|hormis) /.test(plainWord(value))
}

/** Whether its value is one, and says no other order. */
function isWritable({ field, how, value, quantity }: Order, fields: readonly FieldWords[]): boolean {
  if (value === '') return how !== 'remplacer'
  if (how === 'remplacer' && !/ par /.test(value)) return false
  if (saysBut(value) && (quantity === undefined || how !== 'retirer')) return false
  const words = piecesOf(value)
  const another = words.some((piece) => numberIn(piece, value) !== undefined || isVerb(piece.word))
  const quoted = /["«“]/.test(value)
  return (
    isLikeValue(field, value) &&
    (quoted || !another) &&
    !(field.type !== 'establishments' && saysMore(field, value)) &&
    !(holdsCodes(field) && words.some(({ word }) => isOtherField(word, field, fields)))
  )
}

/** « 16 chez le fabricant souche S12 »: a field of its own. */
function isOtherField(word: string, field: FieldWords, fields: readonly FieldWords[]): boolean {
  const named = fieldNamed(word, fields)
  return named !== undefined && named !== field && addsUp.has(named.type)
}

function isVerb(word: string): boolean {
  return howOf(word) !== undefined && !/^(?:retire|efface|remplace|supprime|enleve)$/.test(word)
}

/** Codes have a digit; anything may be called an establishment. */
function isLikeValue(field: FieldWords, value: string): boolean {
  return (field.type === 'establishments' || /\d/.test(value)) && value.split(/\s+/).length <= mostValueWords
}

interface Clause {
  readonly start: number
  readonly end: number
  /** Absent when it goes on with the verb before it. */
  readonly how?: How
}

/** « ajoute le lot 16 et enlève le 17 », « le lot 16 et la souche S12 »: one after the other, without their verbs. */
function clausesOf(
  { text, pieces, fields }: { text: string; pieces: readonly Piece[]; fields: readonly FieldWords[] },
  from: number,
): readonly Clause[] {
  const clauses: { start: number; end: number; how?: How }[] = []
  let last: { start: number; end: number; how?: How } = { start: pieces[from]?.end ?? 0, end: text.length }
  clauses.push(last)
  if (/["«“]/.test(text)) return clauses
  for (let at = from + 1; at < pieces.length; at += 1) {
    const piece = pieces[at]
    const before = pieces[at - 1]
    if (piece === undefined || before === undefined) break
    const joined = linking.has(piece.word)
    if (!joined && !/[,;]$/.test(text.slice(before.start, before.end))) continue
    let next = at
    while (linking.has(pieces[next]?.word ?? '')) next += 1
    const verb = howOf(pieces[next]?.word)
    const article = articles.has(pieces[next]?.word ?? '')
    const isField = article && fieldAt(text, pieces, next + 1, fields) !== undefined
    const start = verb === undefined ? pieces[next]?.start : pieces[next]?.end
    if ((verb === undefined && !isField) || start === undefined) continue
    last.end = joined ? piece.start : before.end - 1
    last = { start, end: text.length, ...(verb === undefined ? {} : { how: verb }) }
    clauses.push(last)
    at = next
  }
  return clauses
}

const linking = new Set('et puis ensuite aussi'.split(' '))
const articles = new Set('le la les l un une des'.split(' '))
