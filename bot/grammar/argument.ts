import { trimEndOf } from '#core/query/trim-end.ts'
import { fold } from '#core/query/words.ts'
import { read, type Token } from './read.ts'

/** One argument of a command, as data: the help, the parser and the questions of a dialogue derive from it. */
export interface Argument<Required extends boolean = boolean> {
  /** How the help names it: `numéro`, `texte`. */
  readonly label: string
  readonly required: Required
  /** What a person could write for it. */
  readonly example: string
  /** When it is missing, the events that the person dealt with last are proposed. */
  readonly proposesRecent?: boolean
  /** It is said, or asked for: never taken from where the sentence is said, nor from what was asked before. */
  readonly said?: boolean
  /** Takes any text: a sentence that gives it may as well be no command. */
  readonly free?: boolean
  /** Takes it from the sentence at `from`, an index of `tokens`; undefined when it is not there. */
  take(sentence: Sentence, from: number): Taken | undefined
  /** The plain form of what was written alone, as the answer to a question; undefined when it cannot be read. */
  alone(written: string): string | undefined
}

export interface Sentence {
  readonly text: string
  readonly tokens: readonly Token[]
}

export interface Taken {
  readonly value: string
  /** Index of the first token that is not taken. */
  readonly next: number
}

/** What was found in a sentence, by argument: plain strings, so that an unfinished command is JSON. */
export type Given = Readonly<Record<string, string>>

type Options<Required extends boolean> = { readonly required: Required; readonly example: string }

const courtesies = new Set('svp stp merci please thanks . , ; ! … :'.split(' '))

/** A word of politeness, or a sign by itself; a question mark may doubt what it ends. */
export function isCourtesy(word: string): boolean {
  return courtesies.has(plainWord(word))
}

/** Everything that is left, accents, quotes and line breaks kept; a text that is wholly in quotes loses them if `unquote`. */
export function restOfText<const Required extends boolean>(
  options: Options<Required> & {
    readonly label: string
    readonly unquote?: boolean
    /** Keeps the line break before it, for a text that is read line by line. */
    readonly byLine?: boolean
  },
): Argument<Required> {
  const clean = (text: string): string | undefined => {
    const plain = text
      .normalize('NFC')
      .replace(/^[\s:,–—]+/u, '')
      .trim()
    const tokens = options.unquote === true ? read(plain) : []
    const only = tokens.length === 1 && tokens[0]?.type === 'quoted' ? tokens[0].text : plain
    // Copied from the help as it stands: nothing was said.
    const copied = only === `<${options.label}>` || (options.unquote === true && only === options.label)
    return only === '' || copied ? undefined : only
  }
  return {
    label: options.label,
    required: options.required,
    example: options.example,
    free: true,
    take({ text, tokens }, from) {
      const token = tokens[from]
      const value = token === undefined ? undefined : clean(text.slice(token.start))
      if (token === undefined || value === undefined) return undefined
      const before = text.slice(0, token.start)
      const ownLine = options.byLine === true && before.slice(before.trimEnd().length).includes('\n')
      return { value: ownLine ? `\n${value}` : value, next: tokens.length }
    },
    alone: clean,
  }
}

/** The number of a subscription: `12`, `n° 12`, `#12`. */
export function rank<const Required extends boolean>(options: Options<Required>): Argument<Required> {
  const alone = (written: string): string | undefined =>
    /^(?:n[°ºo]|#|numéro)?\s*(\d{1,9})[.!]?$/iu.exec(written.trim())?.[1]
  return {
    label: 'numéro',
    ...options,
    take({ tokens }, from) {
      const skip = isSign(tokens[from]) ? 1 : 0
      const token = tokens[from + skip]
      const value = token?.type === 'word' ? alone(token.text) : undefined
      return value === undefined ? undefined : { value, next: from + skip + 1 }
    },
    alone,
  }
}

const everyOne = new Set(['tout', 'tous', 'toutes', 'all'])
const between = new Set(['et', 'and', ',', '+', 'le', 'la', 'les', 'n°', 'numero', 'numeros'])

/** Numbers of subscriptions, `1, 5 et 6`, kept as `1,5,6`; `tout`, kept as `all`. */
export function ranks<const Required extends boolean>(options: Options<Required>): Argument<Required> {
  const takeRanks = ({ tokens }: Pick<Sentence, 'tokens'>, from: number): Taken | undefined => {
    const found: string[] = []
    let at = from
    for (; ; at += 1) {
      const token = tokens[at]
      if (token?.type !== 'word') break
      const word = plainWord(token.text)
      if (everyOne.has(word) && found.length === 0) return { value: 'all', next: at + 1 }
      const parts = word.split(/[,;+]/).filter((part) => part !== '')
      const numbers = parts.map((part) => /^(?:n[°º]|#)?(\d{1,9})$/.exec(part)?.[1] ?? '')
      if (parts.length > 0 && !numbers.includes('')) found.push(...numbers.map((one) => String(Number(one))))
      else if (!between.has(word) && !isSign(token)) break
    }
    return found.length === 0 ? undefined : { value: [...new Set(found)].join(','), next: at }
  }
  return {
    label: 'numéro',
    ...options,
    take: takeRanks,
    alone(written) {
      const tokens = read(written).filter((token) => token.type !== 'word' || !isCourtesy(token.text))
      const taken = takeRanks({ tokens }, 0)
      return taken?.next === tokens.length ? taken.value : undefined
    },
  }
}

/** Which page of a long answer: `page 2`, or its number alone. */
export function pageNumber(): Argument<false> {
  const alone = (written: string): string | undefined =>
    /^(?:page )?([1-9]\d{0,3})$/i.exec(written.trim())?.[1]
  return {
    label: 'page',
    required: false,
    example: '2',
    take({ tokens }, from) {
      const word = tokens[from]
      const at = word?.type === 'word' && plainWord(word.text) === 'page' ? from + 1 : from
      const token = tokens[at]
      const value = token?.type === 'word' ? alone(token.text) : undefined
      return value === undefined ? undefined : { value, next: at + 1 }
    },
    alone,
  }
}

/** One word of a list: its code is what is kept. */
export function oneOf<const Required extends boolean>(
  options: Options<Required> & {
    readonly label: string
    readonly words: ReadonlyMap<string, string>
  },
): Argument<Required> {
  const alone = (written: string): string | undefined => options.words.get(plainWord(written))
  return {
    label: options.label,
    required: options.required,
    example: options.example,
    take({ tokens }, from) {
      const token = tokens[from]
      const value = token?.type === 'word' ? alone(token.text) : undefined
      return value === undefined ? undefined : { value, next: from + 1 }
    },
    alone,
  }
}

/** A word for comparison: no accents, no case, no punctuation at its end. */
export function plainWord(word: string): string {
  const plain = fold(word.normalize('NFC')).replaceAll('’', "'")
  const bare = trimEndOf(plain, /[.,;:!?…]/)
  if (bare.length === plain.length) return plain
  return bare.trim() === '' ? plain.slice(0, 1) : bare.trimEnd()
}

function isSign(token: Token | undefined): boolean {
  return token?.type === 'word' && /^(?:n[°ºo]|#|numéro)$/iu.test(token.text)
}
