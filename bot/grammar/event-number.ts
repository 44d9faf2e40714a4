import { trimEndOf } from '#core/query/trim-end.ts'
import { fold } from '#core/query/words.ts'
import { type Argument, isCourtesy, plainWord, type Sentence, type Taken } from './argument.ts'
import { read, type Token } from './read.ts'

/** Words that people put before an event number and that say nothing. */
const fillers = new Set(
  "a à au et avec sur de du le la les ce cet cette pour dans concernant dossier alerte l'évènement l'événement évènement événement event fiche numéro numero n° no n the to and with -> : ,"
    .split(' ')
    .map((word) => fold(word)),
)

/** An event number as people write it: `A-2026.12`, `a 2026 12`, `A_2026_12`, `(A-2026.12)`, and `2026 12` where nothing follows. */
export function eventNumber<const Required extends boolean>(options: {
  readonly required: Required
  readonly example: string
  readonly said?: boolean
}): Argument<Required> {
  return {
    label: 'numéro',
    proposesRecent: true,
    ...options,
    take: takeNumber,
    alone(written) {
      const tokens = read(written).filter((token) => token.type !== 'word' || !isCourtesy(token.text))
      // « pas A-2026.7 » is no answer, nor « n A-2026.7 », which may be a no or a number.
      if (/^\s*no?\s/.test(fold(written))) return undefined
      const taken = takeNumber({ tokens }, 0)
      return taken?.next === tokens.length ? taken.value : undefined
    },
  }
}

/** « la fiche », « ce dossier »: names no event, and says nothing else. */
export function isFiller(token: Token): boolean {
  return token.type === 'word' && fillers.has(plainWord(token.text))
}

/** Whether the text is the number of an event and nothing else: `2026 12` and `2026-12` are dates as well. */
export function isLoneNumber({ tokens }: Pick<Sentence, 'tokens'>): boolean {
  return numberAt(tokens, 0)?.next === tokens.length && !/^\d/.test(wordOf(tokens[0]))
}

function takeNumber({ tokens }: Pick<Sentence, 'tokens'>, from: number): Taken | undefined {
  for (let at = from; at < tokens.length; at += 1) {
    const taken = numberAt(tokens, at)
    if (taken !== undefined) return taken
    const token = tokens[at]
    if (token?.type !== 'word' || !fillers.has(plainWord(token.text))) return undefined
  }
  return undefined
}

function numberAt(tokens: readonly Token[], at: number): Taken | undefined {
  const [first, second, third] = tokens.slice(at, at + 3)
  if (first === undefined || first.type === 'pair') return undefined
  if (first.type === 'number') return { value: first.text, next: at + 1 }
  const bare = trimEndOf(trimEndOf(first.text, /[.,;:!?]/).replace(/^[([{<#*_`«"“„]+/u, ''), /[)\]}>*_`»"”]/)
  const [only, ...others] = bare === first.text && first.type === 'word' ? [] : read(bare)
  if (only?.type === 'number' && others.length === 0) return { value: only.text, next: at + 1 }
  // The letter of a series makes a number of a year and a rank; without it they may be a date, or so many of something.
  const lettered = /^[A-Za-z]$/.test(first.text)
    ? ordinal(`${first.text}${wordOf(second)}`, wordOf(third))
    : undefined
  if (lettered !== undefined) return { value: lettered, next: at + 3 }
  const spaced = ordinal(first.text, wordOf(second))
  if (spaced !== undefined && (spaced.includes('-') || at + 2 === tokens.length))
    return { value: spaced, next: at + 2 }
  const [year = '', rank = ''] = at + 1 === tokens.length ? first.text.split(/[-–‑/]/) : []
  const last = ordinal(year, rank)
  return last === undefined ? undefined : { value: last, next: at + 1 }
}

/** `2026.12` of `2026` or `A2026`, and `12`. */
function ordinal(year: string, rank: string): string | undefined {
  const [, series, digits] = /^([A-Za-z]?)(20\d\d)$/.exec(year) ?? []
  const [, count] = /^(\d{1,7})[.,;:!?…]?$/.exec(rank) ?? []
  if (digits === undefined || count === undefined) return undefined
  return `${series ? `${series.toUpperCase()}-` : ''}${digits}.${Number(count)}`
}

function wordOf(token: Token | undefined): string {
  return token?.type === 'word' ? token.text : ''
}
