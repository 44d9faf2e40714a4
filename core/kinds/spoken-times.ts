import { fold, type Token } from '../query/words.ts'
import { parseDay } from './days.ts'
import { freeWords } from './free-words.ts'

/**
 * `depuis hier`, `cette semaine`, `en mars`: a time that is said in a search, as the field that it is. As words they would
 * be looked for in what people wrote, and hide what was asked for. A day that is said alone is the first of those looked
 * at: what was said of yesterday may have been written today.
 * @param today ISO 8601 date in Paris
 */
export function withTimes(text: string, today: string): string {
  const words = freeWords(text)
  const pieces: string[] = []
  let done = 0
  for (let at = 0; at < words.length; ) {
    const time = timeAt(text, words, at, today)
    if (time === undefined) {
      at += 1
      continue
    }
    const end = words[at + time.words - 1]?.end ?? done
    const before = text.slice(done, words[at]?.start)
    // « d’hier », « du mois dernier », « de cette semaine »
    const of = /(?<![\p{L}\p{N}])(?:d['’]|d[eu] )$/iu.exec(before)?.[0] ?? ''
    const act = acts.find(({ said }) => said.test(before.slice(0, before.length - of.length)))
    const bare = before.slice(0, before.length - of.length).replace(act?.said ?? '', '')
    pieces.push(bare, fieldFor(time, act?.facet, of !== '' || act !== undefined))
    done = end
    at += time.words
  }
  const read = `${pieces.join('')}${text.slice(done)}`
  // « en octobre et en novembre »: no event is of both.
  return withNamedDays(read.replace(either, '$1:$2,$3'), today)
}

interface Time {
  /** How many words say it. */
  readonly words: number
  readonly field: string
  /** It is one day, said alone. */
  readonly day: boolean
}

/** What was done then: « reçues hier », « publiées en mars ». */
const acts = [
  { said: /(?<![\p{L}\p{N}])(?:re[çc]u|arriv[ée])e?s? $/iu, facet: 'recu' },
  { said: /(?<![\p{L}\p{N}])(?:publi|diffus|signal)[ée]e?s? $/iu, facet: 'date' },
  { said: /(?<![\p{L}\p{N}])(?:ouvert|cr[ée][ée])e?s? $/iu, facet: 'cree' },
  { said: /(?<![\p{L}\p{N}])(?:modifi[ée]|mis)e?s?(?: [àa] jour)? $/iu, facet: 'maj' },
] as const

/** Whether what stands before says what was done then. */
function isDone(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - longestSaid), start)
  return acts.some(({ said }) => said.test(before))
}

const dated =
  /^(?:le )?\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?: 20\d\d)?$|^(?:le )?\d{1,2}\/\d{1,2}(?:\/(?:20)?\d\d)?$/

/** @param only of that day and of no later one */
function fieldFor({ field, day }: Time, facet: string | undefined, only: boolean): string {
  const [name = '', value = ''] = field.split(':')
  if (facet === undefined && !(only && day)) return field
  return `${facet ?? 'date'}:${name === 'depuis' && !(only && day) ? '>=' : ''}${value}`
}

const either = /(?<![\p{L}\p{N}])(date|recu|cree|maj):(\d[\d-]{0,9}),? (?:et|ou) \1:(\d[\d-]{0,9})(?!\S)/giu

/** « depuis le lundi 16 novembre 2026 » */
const longest = 7

const months = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(
  ' ',
)

/** What a time begins with. */
const begins = new Set([
  ...months,
  ..."depuis en cette cet ce ces la le les l'an l'annee l an annee semaine mois dans sur hier avant aujourd'hui aujourd ajd".split(
    ' ',
  ),
])
/** No time is said in more, in characters. */
const longestSaid = 50

/** The longest time that begins at a word. */
function timeAt(text: string, words: readonly Token[], at: number, today: string): Time | undefined {
  if (!begins.has(words[at]?.word ?? '')) return undefined
  for (let count = Math.min(longest, words.length - at); count > 0; count -= 1) {
    const [first, last] = [words[at], words[at + count - 1]]
    if (first === undefined || last === undefined) continue
    if (last.end - first.start > longestSaid) continue
    const said = text.slice(first.start, last.end)
    if (
      /[-_.]$/.test(text.slice(Math.max(0, first.start - 1), first.start)) ||
      /^[-_.]\p{L}/u.test(text.slice(last.end, last.end + 2))
    )
      continue
    // A sign between two words parts them.
    if (/[,;:()"«»]/.test(said)) continue
    const field = fieldOf(saidAs(said), today)
    if (field !== undefined) return { words: count, field, day: alone.test(saidAs(said)) }
    // « reçues le 26 novembre »; by itself, that may be anything.
    const day = isDone(text, first.start) && dated.test(saidAs(said)) ? parseDay(said, today) : undefined
    if (day !== undefined) return { words: count, field: `date:${day}`, day: true }
  }
  return undefined
}

function saidAs(said: string): string {
  return fold(said)
    .replaceAll('’', "'")
    .replaceAll(/[\s-]+/g, ' ')
}

function fieldOf(said: string, today: string): string | undefined {
  const [, since] = /^depuis (.+)$/.exec(said) ?? []
  if (since !== undefined) {
    const from = firstDay(since, today) ?? parseDay(since, today)
    return from === undefined ? undefined : `depuis:${from}`
  }
  const [, within] = /^en (.+)$/.exec(said) ?? []
  if (within !== undefined) {
    const month = monthOf(within, today)
    return month === undefined ? undefined : `date:${month}`
  }
  if (ofYear.test(said)) return `date:${monthOf(said, today)}`
  const from = periods(said, today) ?? (alone.test(said) ? parseDay(said, today) : undefined)
  return from === undefined ? undefined : `depuis:${from}`
}

/** « novembre 2026 »; a month alone may be anything. */
const ofYear =
  /^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) 20\d\d$/

/** Days that people say by themselves; « lundi » or « le 12 » may be anything. */
const alone =
  /^(?:hier|avant hier|aujourd'hui|ajd|ce (?:matin|midi|soir)|cet apres midi)(?: (?:matin|midi|soir))?$/

const counts = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix']
const units: Readonly<Record<string, Temporal.DurationLike>> = {
  jour: { days: 1 },
  semaine: { weeks: 1 },
  mois: { months: 1 },
  an: { years: 1 },
  annee: { years: 1 },
}

/** The first day of what is meant by `cette semaine`, `le mois dernier`, `les 15 derniers jours`. */
function periods(said: string, today: string): string | undefined {
  const now = Temporal.PlainDate.from(today)
  const monday = now.subtract({ days: now.dayOfWeek - 1 })
  if (/^cette semaine$/.test(said)) return monday.toString()
  if (/^(?:la )?semaine (?:derniere|passee)$/.test(said)) return monday.subtract({ weeks: 1 }).toString()
  if (/^ce mois(?: ci)?$/.test(said)) return now.with({ day: 1 }).toString()
  if (/^(?:le )?mois (?:dernier|passe)$/.test(said))
    return now.with({ day: 1 }).subtract({ months: 1 }).toString()
  if (/^cette annee$/.test(said)) return now.with({ day: 1, month: 1 }).toString()
  if (/^(?:l'an dernier|(?:l')?annee (?:derniere|passee))$/.test(said))
    return now.with({ day: 1, month: 1 }).subtract({ years: 1 }).toString()
  if (/^(?:ces |les )derniers jours$/.test(said)) return now.subtract({ weeks: 1 }).toString()
  const [, count = '', unit = ''] =
    /^(?:ces |les |dans les |sur les )?([a-z]{2,6}|\d{1,3}) derni(?:er|ere)s (jour|semaine|mois|an|annee)s?$/.exec(
      said,
    ) ?? []
  return ago(count, unit, now)
}

/** « trois jours », « 15 j », « mars », « 2025 », « le début du mois » after « depuis ». */
function firstDay(said: string, today: string): string | undefined {
  const now = Temporal.PlainDate.from(today)
  const [, count = '', unit = ''] = /^([a-z]{2,6}|\d{1,3}) (jour|semaine|mois|an|annee)s?$/.exec(said) ?? []
  const start = /^le debut (?:de la |du |de l')(semaine|mois|annee)$/.exec(said)?.[1]
  if (start !== undefined) return periods(start === 'mois' ? 'ce mois' : `cette ${start}`, today)
  return ago(count, unit, now) ?? monthOf(said, today) ?? periods(said, today)
}

function ago(count: string, unit: string, now: Temporal.PlainDate): string | undefined {
  const one = units[unit]
  const times = /^\d+$/.test(count) ? Number(count) : counts.indexOf(count.replace('une', 'un')) + 1
  if (one === undefined || times === 0) return undefined
  const [[name, size] = ['days', 1]] = Object.entries(one)
  return now.subtract({ [name]: Number(size) * times }).toString()
}

/** `2025`, `mars`, `mars 2026`: the last one that has begun. */
function monthOf(said: string, today: string): string | undefined {
  const year = /^(?:l'annee )?(20\d\d)$/.exec(said)?.[1]
  if (year !== undefined) return year
  const [, name = '', of] = /^([a-z]{3,9})(?: (20\d\d))?$/.exec(said) ?? []
  const rank = months.indexOf(name) + 1
  if (rank === 0) return undefined
  const month = String(rank).padStart(2, '0')
  const [thisYear = '', thisMonth = ''] = today.split('-')
  return `${of ?? (month > thisMonth ? String(Number(thisYear) - 1) : thisYear)}-${month}`
}

/** `depuis:lundi`, `avant:"12 novembre"`: a day as people say it, in the place of a date. */
function withNamedDays(text: string, today: string): string {
  return text.replace(named, (whole, name: string, quoted?: string, bare?: string) => {
    const written = quoted ?? bare ?? ''
    const day = /\d{4}|^\d+[a-z]|\.\./.test(written) ? undefined : parseDay(written, today)
    return day === undefined ? whole : `${name}${day}`
  })
}

const named = /(?<![\p{L}\p{N}])((?:depuis|avant|apr[eè]s|date) ?: ?)(?:"([^"]{1,30})"|([\p{L}\d/]{2,20}))/giu
