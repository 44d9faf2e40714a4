import { trimEndOf } from '#core/query/trim-end.ts'
import { plainWord } from './argument.ts'
import type { Token } from './read.ts'

/** A day that goes on after its first word. */
export interface Day {
  readonly written: string
  /** Offset in the text. */
  readonly end: number
}

const names = words(`hier avant-hier aujourd'hui demain lundi mardi mercredi jeudi vendredi samedi dimanche`)
const months = words(`janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  janv fev fevr avr juil sept oct nov dec`)
/** They belong to the day before them. */
const telling =
  words(`matin matinee midi minuit soir soiree nuit journee apres-midi aprem d'apres-midi l'apres-midi
  dernier derniere prochain prochaine passe passee`)
/** They do after a word that is no day by itself. */
const measures = words('jour jours semaine semaines mois an ans annee week-end weekend')
/** They belong to it only when one of those follows. */
const joints =
  words(`ce cet cette le la les il y a au en dans de du vers des avant apres debut fin milieu courant environ
  un une deux trois quatre cinq six sept huit neuf dix et ou`)
const mostWords = 8

/**
 * The whole of a day that was written without quotation marks, `reçu:hier soir Deux cas`: all that speaks of time, so that
 * it is read or asked about, and no word of it is left behind in the text.
 * @param from rank of the token after the field
 */
export function dayAfter(
  text: string,
  first: Day,
  tokens: readonly Token[],
  from: number,
  reads: (written: string) => boolean,
): Day {
  let best = first
  let at = first
  let named = reads(bare(first.written))
  for (const token of tokens.slice(from, from + mostWords)) {
    const between = text.slice(at.end, token.start)
    if (token.type !== 'word' || between.includes('\n') || endsThere(at.written)) break
    const isTelling = tells(token.text, at.written, named)
    if (!isTelling && !joins(token.text)) break
    at = { written: `${at.written} ${token.text}`, end: token.end }
    const read = !named && reads(bare(at.written))
    if (isTelling || read) best = at
    named ||= read
  }
  return { written: bare(best.written), end: best.end }
}

/** A capital begins a sentence, but for the names of days and months. @param before what stands before it */
function tells(written: string, before: string, named: boolean): boolean {
  const word = plainWord(written)
  const last = plainWord(before.slice(before.lastIndexOf(' ') + 1))
  if (names.has(word) || months.has(word)) return true
  if (/^\d{1,2}(?:h|h[0-5]\d|:[0-5]\d|[/.-]\d{1,2}(?:[/.-]\d{2,4})?)$/.test(word)) return true
  if (/^\d{4}$/.test(word)) return months.has(last)
  if (['h', 'heure', 'heures'].includes(word)) return /^\d{1,2}$/.test(last)
  // `15 h 12 malades` is no quarter of an hour.
  if (/^[0-5][05]$/.test(word)) return /^(?:\d{1,2})?(?:h|heures)$/.test(last)
  return /^\p{Ll}/u.test(written) && (telling.has(word) || (!named && measures.has(word)))
}

function joins(written: string): boolean {
  return joints.has(plainWord(written)) || /^\d{1,3}(?:er)?$/.test(written)
}

function bare(written: string): string {
  return trimEndOf(written, /[.,;!?…]/)
}

function endsThere(written: string): boolean {
  const last = written.slice(written.lastIndexOf(' ') + 1)
  return /[.,;!?…]$/.test(last) && !months.has(plainWord(last))
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
