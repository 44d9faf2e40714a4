import { isCourtesy, plainWord } from './argument.ts'
import { type FieldWords, fieldNamed } from './fields.ts'
import { addsUp, holdsCodes } from './gather.ts'
import { read } from './read.ts'

const add = new Set('ajouter ajoute ajoutez rajouter rajoute rajoutez add'.split(' '))
const replace = new Set('remplacer remplace remplacez'.split(' '))
const remove = new Set(
  'retirer retire retirez enlever enleve enlevez supprimer supprime supprimez effacer efface effacez oter remove delete'.split(
    ' ',
  ),
)
/** Between the verb and the field. */
const joints = new Set(
  'a au aux dans sur en de du des d la le les l un une ce cet cette encore to from the in a'.split(' '),
)
/** How many of them. */
const quantity = /^(?:tou(?:t|s|tes)|\d{1,2}|deux|trois|quatre|cinq|six)$/
/** What a record is called. */
const recordNames = new Set('fiche evenement dossier alerte'.split(' '))
/** Before a number. */
export const beforeNumber: ReadonlySet<string> = new Set([
  ...joints,
  ...recordNames,
  ...'numero n° no pour concernant'.split(' '),
])
const mostFieldWords = 4
export interface Piece {
  readonly word: string
  readonly start: number
  readonly end: number
}

export type How = 'ajouter' | 'retirer' | 'remplacer'

export function howOf(word = ''): How | undefined {
  if (add.has(word)) return 'ajouter'
  if (replace.has(word)) return 'remplacer'
  return remove.has(word) ? 'retirer' : undefined
}

export interface Order extends Found {
  readonly how: How
}

/** @param text what follows the verb @param before the order before it, whose field it may go on with */
export function readOrder(
  text: string,
  how: How,
  fields: readonly FieldWords[],
  before?: Order,
): Order | undefined {
  const pieces = piecesOf(text)
  const found =
    afterField(text, pieces, 0, fields) ??
    beforeField(text, pieces, 0, fields) ??
    (before === undefined ? undefined : ofTheSame(text, pieces, before))
  if (found === undefined || (how !== 'ajouter' && isProse(found.field))) return undefined
  return { ...found, how, value: how === 'remplacer' ? found.value.replace(/ en /i, ' par ') : found.value }
}

/** « … et enlève le 24-131 » */
function ofTheSame(text: string, pieces: readonly Piece[], { field, as }: Order): Found | undefined {
  const first = pieces[skip(pieces, 0, joints)]
  return first === undefined ? undefined : { field, as, ...valueIn(text.slice(first.start), false) }
}

/** More than begin a sentence, and a number behind them. */
const mostPieces = 4000

interface Found {
  readonly field: FieldWords
  /** The word that named it. */
  readonly as: string
  readonly value: string
  /** « tous », « 2 ». */
  readonly quantity?: string
  readonly number?: string
}

/** « le lot L1 de A-2026.1 », « à la description : un malade », « tous les lots sauf L1 ». */
function afterField(
  text: string,
  pieces: readonly Piece[],
  from: number,
  fields: readonly FieldWords[],
): Found | undefined {
  let at = skip(pieces, from, joints)
  let many: string | undefined
  while (quantity.test(pieces[at]?.word ?? '')) {
    many = pieces[at]?.word
    at = skip(pieces, at + 1, joints)
  }
  const found = fieldAt(text, pieces, at, fields)
  if (found === undefined) return undefined
  const { field, as, end } = found
  return {
    field,
    as,
    ...(many === undefined ? {} : { quantity: many }),
    ...valueIn(text.slice(end), isProse(field)),
  }
}

/** The field that is named there, which may hold several values. */
export function fieldAt(text: string, pieces: readonly Piece[], at: number, fields: readonly FieldWords[]) {
  for (let count = mostFieldWords; count > 0; count -= 1) {
    const [first, last] = [pieces[at], pieces[at + count - 1]]
    if (first === undefined || last === undefined) continue
    const named = text.slice(first.start, last.end).replace(/:$/, '')
    const field = fieldNamed(named, fields)
    if (field === undefined || !addsUp.has(field.type)) continue
    const as = field.words.find((word) => plainWord(word) === plainWord(named)) ?? named
    return { field, as, end: last.end }
  }
  return undefined
}

/** « L3 aux lots de A-2026.1 »: one word before its field. */
function beforeField(
  text: string,
  pieces: readonly Piece[],
  from: number,
  fields: readonly FieldWords[],
): Found | undefined {
  const value = pieces[from]
  const at = skip(pieces, from + 1, joints)
  if (value === undefined || at === from + 1 || numberIn(value, text) !== undefined) return undefined
  const found = afterField(text, pieces, at, fields)
  return found === undefined || found.value !== '' || isProse(found.field)
    ? undefined
    : { ...found, value: text.slice(value.start, value.end) }
}

/** The value and the number of its event, at the head or at the end of what follows the field. */
function valueIn(text: string, prose: boolean): { value: string; number?: string } {
  const pieces = [...text.matchAll(/\S+/g)].map(({ 0: found, index }) => ({
    word: plainWord(found),
    start: index,
    end: index + found.length,
  }))
  while (isCourtesy(pieces.at(-1)?.word ?? '') || pieces.at(-1)?.word === '?') pieces.pop()
  const first = skip(pieces, 0, beforeNumber)
  const head = numberIn(pieces[first], text)
  if (head !== undefined) return { value: bare(text.slice(pieces[first]?.end)), number: head }
  const last = numberIn(pieces.at(-1), text)
  if (prose) return { value: bare(text) }
  let until = pieces.length - (last === undefined ? 0 : 1)
  while (until > 0 && beforeNumber.has(nounOf(pieces[until - 1]))) until -= 1
  // « L104 à la fiche »: the one that is spoken of.
  const named = last !== undefined || pieces.slice(until).some((piece) => recordNames.has(nounOf(piece)))
  const value = bare(named ? text.slice(0, pieces[until]?.start) : text)
  return { value, ...(last === undefined ? {} : { number: last }) }
}

function nounOf(piece: Piece | undefined): string {
  return (piece?.word ?? '').replace(/^l'/, '')
}

export function numberIn(piece: Piece | undefined, text: string): string | undefined {
  if (piece === undefined) return undefined
  const [only, ...others] = read(text.slice(piece.start, piece.end).replace(/[.,;:!?]$/, ''))
  return only?.type === 'number' && others.length === 0 && /^[A-Z]/.test(only.text) ? only.text : undefined
}

function bare(text: string): string {
  const plain = text.replace(/^[\s:,–-]+/, '').trim()
  const value = plain.replace(/(?: (?:svp|stp|merci))?[ .!?]{0,3}$/i, '')
  return /^["«“]/.test(value) ? value.replaceAll(/["«»“”]/g, '').trim() : value
}

export function piecesOf(text: string): readonly Piece[] {
  return [...text.matchAll(/[ld]['’]|\S+/giu).take(mostPieces)].map(({ 0: found, index }) => ({
    word: plainWord(found).replace(/'$/, ''),
    start: index,
    end: index + found.length,
  }))
}

export function isProse(field: FieldWords): boolean {
  return field.type === 'text' && !holdsCodes(field)
}

function skip(pieces: readonly Piece[], from: number, those: ReadonlySet<string>): number {
  let at = from
  while (those.has(pieces[at]?.word ?? '')) at += 1
  return at
}
