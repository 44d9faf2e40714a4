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

/** Whether a text is a list of codes, some of which have an abbreviation of their own: `DLC`. */
export function holdsCodes({ type, words }: Pick<Holder, 'type' | 'words'>): boolean {
  return type === 'text' && words.some((word) => /^[A-Z]+$/.test(word))
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

/** Fields that may hold several values, or go on. */
export const addsUp: ReadonlySet<string> = new Set(['list', 'text', 'establishments'])

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
