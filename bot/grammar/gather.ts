import { plainWord } from './argument.ts'

/** A field and what was written for it. */
export interface GivenField {
  readonly field: string
  readonly written: string
  /** Values that do not go together, when it was given several and holds one: which one is to be asked. */
  readonly several?: readonly string[]
  /** Only a part of the field was named, `DLC:12/12/2026`: what the field has already stays. */
  readonly adds?: true
}

/** What a field holds once a part was added to it: once, and after what was there. */
export function addedTo(held: unknown, written: string): string {
  if (typeof held !== 'string' || held === '') return written
  const there = partsOf(held).map(plainWord)
  const news = partsOf(written).filter((part) => !there.includes(plainWord(part)))
  return [held, ...news].join(held.includes('\n') ? '\n' : ', ')
}

/** Of the parts that a field holds, those named as this one is that are another: `DLC 12/12/2026` beside `DLC 15/12/2026`. */
export function otherParts(held: unknown, written: string): readonly string[] {
  const [word = ''] = written.split(' ')
  if (typeof held !== 'string' || word === '') return []
  const parts = partsOf(held)
  return parts.includes(written) ? [] : parts.filter((part) => part.startsWith(`${word} `))
}

/** The items of a list in words: `L1, L2`, one a line, or `L1 et L2`. */
function partsOf(list: string): readonly string[] {
  return list
    .split(/[,;\n]/)
    .flatMap((part) => {
      const items = part
        .trim()
        .split(/\s(?:et|and|&)\s/)
        .map((item) => item.trim())
      return items.every((item) => /\d/.test(item)) ? items : [part.trim()]
    })
    .filter((part) => part !== '')
}

/** Of the parts that a list holds, those that another does not. */
export function goneFrom(held: string, after: string): readonly string[] {
  const left = partsOf(after).map(plainWord)
  return partsOf(held).filter((part) => !left.includes(plainWord(part)))
}

/** Whether a text is a list of codes, some of which have an abbreviation of their own: `DLC`. */
export function holdsCodes({ type, words }: Pick<Holder, 'type' | 'words'>): boolean {
  return type === 'text' && words.some((word) => /^[A-Z]+$/.test(word))
}

/** `lots:+L3`, `établissement:"ajouter Carrefour, 34000 Montpellier"`: what is there stays. */
const adding = /^(?:\+|(?:r?ajout(?:er?|ez|e)?|add|et aussi|en plus|plus)(?= |:))\s*:?\s*/i
const removing =
  /^(?:-|(?:retir(?:er?|ez)|enlev(?:er?|ez)|supprim(?:er?|ez)|ôter?|sans|moins|remove)(?= |:))\s*:?\s*/i
/** The same, said behind: `lots:"4524 en plus"`. */
const added = /(?<=\S) (?:en plus|aussi|également|à ajouter)$/i
const removed = /(?<=\S) (?:en moins|à retirer|à enlever|à supprimer)$/i

export interface Edit {
  readonly how: 'add' | 'remove'
  readonly rest: string
}

/** A value that says what to do with those that are there; undefined when it takes their place. */
export function editIn(written: string): Edit | undefined {
  // A list with a dash before each of its items.
  if (/\n[ \t]{0,9}[-+]/.test(written)) return undefined
  for (const [how, verb] of [
    ['add', adding],
    ['remove', removing],
    ['add', added],
    ['remove', removed],
  ] as const) {
    const rest = written.replace(verb, '').trim()
    if (rest !== written.trim() && rest !== '') return { how, rest }
  }
  return undefined
}

/** A list in words without these of its items; undefined when one of them is not there. */
export function without(held: unknown, gone: string): string | undefined {
  if (typeof held !== 'string') return undefined
  const parts = partsOf(held)
  const wanted = partsOf(gone).map(plainWord)
  if (!wanted.every((one) => parts.some((part) => plainWord(part) === one))) return undefined
  return parts.filter((part) => !wanted.includes(plainWord(part))).join(held.includes('\n') ? '\n' : ', ')
}

interface Piece {
  readonly field: string
  /** The word that named it. */
  readonly as: string
  readonly written: string
}

export interface Holder {
  readonly name: string
  readonly words: readonly string[]
  readonly type: string
}

/** One value a field, in the order of the first: lists and texts add up, `lots:L1 DLC:12/12/2026` is `L1, DLC 12/12/2026`. */
export function gather(fields: readonly Holder[], pieces: readonly Piece[]): GivenField[] {
  const names = [...new Set(pieces.map(({ field }) => field))]
  return names.map((name) => {
    const field = fields.find((one) => one.name === name)
    const own = pieces.filter((piece) => piece.field === name)
    const values = [...new Set(own.map((piece) => worded(field, piece)))]
    const [first = ''] = values
    const part = own.every((piece) => isPart(field, piece)) ? { adds: true as const } : {}
    if (values.length < 2) return { field: name, written: first, ...part }
    const joined = values.filter((value) => value !== '').join(separator(field?.type, values))
    return addsUp.has(field?.type ?? '')
      ? { field: name, written: joined, ...part }
      : { field: name, written: values.join(', '), several: values }
  })
}

const addsUp = new Set(['list', 'text', 'establishments'])

function separator(type: string | undefined, values: readonly string[]): string {
  if (type === 'establishments') return ' ; '
  return values.some((value) => value.includes('\n')) ? '\n' : ', '
}

/** A text keeps the abbreviation that says what its value is: a DLC is no lot. */
function worded(field: Holder | undefined, piece: Piece): string {
  const { as, written } = piece
  if (!isPart(field, piece) || !/\d/.test(written)) return written
  return `${wordOf(field, as) ?? as} ${written}`
}

/** Named by an abbreviation, which is only one of the things that a text holds. */
function isPart(field: Holder | undefined, { as }: Piece): boolean {
  const word = wordOf(field, as)
  return field?.type === 'text' && word !== undefined && word === word.toUpperCase()
}

function wordOf(field: Holder | undefined, as: string): string | undefined {
  return field?.words.find((one) => plainWord(one) === plainWord(as))
}
