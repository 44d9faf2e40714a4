import { isCourtesy, plainWord } from './argument.ts'
import { type FieldWords, fieldNamed } from './fields.ts'
import { addsUp, holdsCodes } from './gather.ts'
import { leadInOf } from './lead-in.ts'
import { read } from './read.ts'

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

const add = new Set('ajouter ajoute ajoutez rajouter rajoute rajoutez add'.split(' '))
const remove = new Set(
  'retirer retire retirez enlever enleve enlevez supprimer supprime supprimez effacer efface effacez oter remove delete'.split(
    ' ',
  ),
)
/** Between the verb and the field. */
const joints = new Set(
  'a au aux dans sur en de du des d la le les l un une ce cet cette encore to from the in a'.split(' '),
)
/** Before a number. */
const beforeNumber = new Set([
  ...joints,
  ...'fiche evenement dossier alerte numero n° no pour concernant'.split(' '),
])
const mostFieldWords = 4
/** A sentence about something else is longer, in words. */
const mostValueWords = 20

interface Piece {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** Reads that a value is to be added to a field that may hold several, or to a text, or taken away from it. */
export function readEdit(text: string, fields: readonly FieldWords[]): EditSentence | undefined {
  const pieces = [...text.matchAll(/[ld]['’]|\S+/giu).take(mostPieces)].map(({ 0: found, index }) => ({
    word: plainWord(found).replace(/'$/, ''),
    start: index,
    end: index + found.length,
  }))
  const said = pieces.map(({ word }) => word)
  const leadIn = leadInOf(said).at(-1)
  const at = leadIn?.length ?? 0
  const verb = said[at] ?? ''
  const how = add.has(verb) ? 'ajouter' : remove.has(verb) ? 'retirer' : undefined
  if (how === undefined) return undefined
  const found = afterField(text, pieces, at + 1, fields) ?? beforeField(text, pieces, at + 1, fields)
  if (found === undefined || (how === 'retirer' && isProse(found.field))) return undefined
  const { field, as, value, number } = found
  const code = as === as.toUpperCase() && value !== '' ? `${as} ` : ''
  if (value !== '' && !isProse(field) && !isLikeValue(field, value)) return undefined
  const words = `${how} ${code}${value.replaceAll('"', '”')}`.trim()
  return {
    ...(number === undefined ? {} : { number }),
    changes: `${field.words[0] ?? field.name}:"${words}"`,
    takes: how === 'retirer' && value !== '',
    asksHow: leadIn?.asksHow === true,
  }
}

/** More than begin a sentence, and a number behind them. */
const mostPieces = 4000

interface Found {
  readonly field: FieldWords
  /** The word that named it. */
  readonly as: string
  readonly value: string
  readonly number?: string
}

/** « le lot L1 de A-2026.1 », « à la description : un malade ». */
function afterField(
  text: string,
  pieces: readonly Piece[],
  from: number,
  fields: readonly FieldWords[],
): Found | undefined {
  const at = skip(pieces, from, joints)
  for (let count = mostFieldWords; count > 0; count -= 1) {
    const [first, last] = [pieces[at], pieces[at + count - 1]]
    if (first === undefined || last === undefined) continue
    const named = text.slice(first.start, last.end).replace(/:$/, '')
    const field = fieldNamed(named, fields)
    if (field === undefined || !addsUp.has(field.type)) continue
    const as = field.words.find((word) => plainWord(word) === plainWord(named)) ?? named
    return { field, as, ...valueIn(text.slice(last.end), isProse(field)) }
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
  if (last === undefined || prose) return { value: bare(text) }
  let until = pieces.length - 1
  while (until > 0 && beforeNumber.has(pieces[until - 1]?.word ?? '')) until -= 1
  return { value: bare(text.slice(0, pieces[until]?.start)), number: last }
}

function numberIn(piece: Piece | undefined, text: string): string | undefined {
  if (piece === undefined) return undefined
  const [only, ...others] = read(text.slice(piece.start, piece.end).replace(/[.,;:!?]$/, ''))
  return only?.type === 'number' && others.length === 0 && /^[A-Z]/.test(only.text) ? only.text : undefined
}

function bare(text: string): string {
  const plain = text.replace(/^[\s:,–-]+/, '').trim()
  const value = plain.replace(/(?: (?:svp|stp|merci))?[ .!?]{0,3}$/i, '')
  return /^["«“]/.test(value) ? value.replaceAll(/["«»“”]/g, '').trim() : value
}

/** Codes have a digit; anything may be called an establishment. */
function isLikeValue(field: FieldWords, value: string): boolean {
  return (field.type === 'establishments' || /\d/.test(value)) && value.split(/\s+/).length <= mostValueWords
}

function isProse(field: FieldWords): boolean {
  return field.type === 'text' && !holdsCodes(field)
}

function skip(pieces: readonly Piece[], from: number, those: ReadonlySet<string>): number {
  let at = from
  while (those.has(pieces[at]?.word ?? '')) at += 1
  return at
}
