import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import { trimEndOf } from '#core/query/trim-end.ts'
import { fold } from '#core/query/words.ts'

/** What a subscription says of its pace or its channel. */
export type Way = { readonly pace: Pace } | { readonly channel: ChannelName }

const weekdays: readonly (readonly string[])[] = [
  ['lundi', 'monday'],
  ['mardi', 'tuesday'],
  ['mercredi', 'wednesday'],
  ['jeudi', 'thursday'],
  ['vendredi', 'friday'],
  ['samedi', 'saturday'],
  ['dimanche', 'sunday'],
]

const hour = String.raw`(?: (?:a|at|vers|des)? ?(?:(\d{1,2}) ?(?:h(?:eures?)?|:)? ?([0-5]\d)? ?(am|pm)?|midi|noon))?`
const day = weekdays.flat().join('|')
const moment = '(?: (?:au |in the )?(?:matins?|soirs?|midis?|morning|evening|noon))?'
const every = '(?:chaque|tou(?:te)?s les|tte?s? les|every)'
/** « deux fois par jour » is more than that. */
const once = '(?:(?:une|1) (?:seule )?fois |(?<!fois ))'
const patterns: readonly {
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray) => Way | undefined
}[] = [
  {
    pattern: new RegExp(
      `(?<![^ ,;])(?:${every} (?:jours?|matins?|soirs?|midis?|day|morning|evening)(?: (?:ouvres?|ouvrables?|de la semaine))?|tlj)${hour}$`,
    ),
    read: (match) => atTime(match, 1, (at) => ({ every: 'day', ...at })),
  },
  {
    pattern: new RegExp(
      `(?<![^ ,;])(?:quotidien(?:ne)?(?:ment)?|daily|${once}par jour|once a day|l[ea] (?:matin(?:ee)?|soir(?:ee)?)|du lundi au vendredi|(?:les )?jours (?:ouvres|ouvrables))${hour}$`,
    ),
    read: (match) => atTime(match, 1, (at) => ({ every: 'day', ...at })),
  },
  {
    pattern: new RegExp(
      `(?<![^ ,;])(?:(?:${once}par semaine,?|hebdo|every week) )?(?:(?:chaque|tous les|les?|every|on) )?(${day})s?${moment}${hour}$`,
    ),
    read: (match) => atTime(match, 2, (at) => ({ every: 'week', weekday: weekdayOf(match[1] ?? ''), ...at })),
  },
  {
    pattern: new RegExp(
      `(?<![^ ,;])(?:(?:chaque|tou(?:te)?s les) semaines?|hebdo(?:madaires?|madairement)?|${once}par semaine|every week|once a week|weekly)${hour}$`,
    ),
    read: (match) => atTime(match, 1, (at) => ({ every: 'week', weekday: 1, ...at })),
  },
  {
    pattern:
      /(?<![^ ,;])(?:(?:en )?immediate?(?:ment)?|immediately|instantane(?:ment)?|tout de suite|at once|right away|asap|en (?:temps reel|direct|continu|urgence)|sans delai|au fil de l'eau|au fur et a mesure|au plus (?:vite|tot)|des que possible)$/,
    read: () => ({ pace: { every: 'entry' } }),
  },
  {
    pattern:
      /(?<![^ ,;])(?:(?:par|by|via|sur|dans|a|on|to) )?(?:(?:mon|ma|notre|my) )?(?:(?:adresse|boite) )?(?:courriel|e-?mail|mail|mel|messagerie)s?(?: (?:pro|professionnel|professionnelle))?$/,
    read: () => ({ channel: 'email' }),
  },
  {
    pattern: /(?<![^ ,;])(?:sur|dans|par|via|on|in|by) (?:la |ma |the |my )?console$/,
    read: () => ({ channel: 'console' }),
  },
  {
    pattern: /(?<![^ ,;])(?:(?:sur|dans|par|via|on|in|by) )?(?:(?:mon|my) )?(?:tchap|matrix)$/,
    read: () => ({ channel: 'matrix' }),
  },
]

/** The way that a text ends with, and where it begins. */
export function wayAtEnd(text: string): { readonly start: number; readonly means: Way } | undefined {
  const plain = foldInPlace(text)
  const end = trimEndOf(plain.trimEnd(), /[.!]/)
  for (const { pattern, read } of patterns) {
    const match = pattern.exec(end)
    if (match === null) continue
    const means = read(match)
    if (means !== undefined) return { start: match.index, means }
  }
  return undefined
}

/** Words that a way begins with where nothing stands before it. */
const first =
  /^(?:par|by|via|sur|on|chaque|tous|toutes|tlj|every|immediat|immediatement|quotidien|quotidiennement|hebdo)(?= )/
const longestWay = 10

/** The way that a text begins with, and where it ends: the longest. */
export function wayAtStart(text: string): { readonly end: number; readonly means: Way } | undefined {
  if (!first.test(foldInPlace(text.slice(0, 40)))) return undefined
  const words = text.split(/(?<=[ ,;])/, longestWay)
  for (let count = words.length; count > 0; count -= 1) {
    const said = words.slice(0, count).join('')
    const way = wayAtEnd(trimEndOf(said, /[ ,;]/))
    if (way?.start === 0) return { end: said.length, means: way.means }
  }
  return undefined
}

/** Folded letter by letter, so that offsets stay those of the text. */
export function foldInPlace(text: string): string {
  return Array.from(text.replaceAll('’', "'").split(''), (unit) => {
    const plain = fold(unit)
    return plain.length === 1 ? plain : unit
  }).join('')
}

interface Time {
  readonly hour: number
  readonly minute?: number
}

function atTime(match: RegExpExecArray, group: number, pace: (time: Time) => Pace): Way | undefined {
  const written = match[group]
  const minute = Number(match[group + 1] ?? 0)
  const half = match[group + 2]
  const said = written === undefined ? usualHour(match[0]) : Number(written)
  const hour = half === 'pm' && said < 12 ? said + 12 : half === 'am' && said === 12 ? 0 : said
  return hour <= 23 ? { pace: pace(minute === 0 ? { hour } : { hour, minute }) } : undefined
}

/** Where no hour was said. */
function usualHour(said: string): number {
  if (/midi|noon/.test(said)) return 12
  return /soir|evening/.test(said) ? 18 : 8
}

function weekdayOf(word: string): number {
  return weekdays.findIndex((words) => words.includes(word)) + 1
}
