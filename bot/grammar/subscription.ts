import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import { trimEndOf } from '#core/query/trim-end.ts'
import { fold } from '#core/query/words.ts'
import { plainWord } from './argument.ts'

/** What `abonner` was told: a query, then perhaps a pace and a channel, in any order. */
export interface SubscriptionText {
  readonly query: string
  readonly pace?: Pace
  readonly channel?: ChannelName
  /** Words of a pace, a channel or a courtesy that could not be read: left in the query, they would make it match nothing for ever. */
  readonly unread?: string
}

const weekdays: readonly (readonly string[])[] = [
  ['lundi', 'monday'],
  ['mardi', 'tuesday'],
  ['mercredi', 'wednesday'],
  ['jeudi', 'thursday'],
  ['vendredi', 'friday'],
  ['samedi', 'saturday'],
  ['dimanche', 'sunday'],
]
const defaultHour = 8

const hour = String.raw`(?: (?:a|at|vers)? ?(\d{1,2}) ?(?:h(?:eures?)?|:)? ?([0-5]\d)? ?(am|pm)?)?`
const day = weekdays.flat().join('|')
const endings: readonly {
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray) => Ending | undefined
}[] = [
  {
    pattern: new RegExp(`(?:chaque|tous les|every) (?:jours?|matins?|day|morning)(?: ouvres?)?${hour}$`),
    read: (match) => atTime(match, 1, (at) => ({ every: 'day', ...at })),
  },
  {
    pattern: new RegExp(`(?:quotidien(?:nement)?|daily|(?:une fois )?par jour|le matin)${hour}$`),
    read: (match) => atTime(match, 1, (at) => ({ every: 'day', ...at })),
  },
  {
    pattern: new RegExp(`(?:chaque|tous les|le|every|on) (${day})s?${hour}$`),
    read: (match) => atTime(match, 2, (at) => ({ every: 'week', weekday: weekdayOf(match[1] ?? ''), ...at })),
  },
  {
    pattern: new RegExp(
      `(?:chaque semaine|hebdo(?:madaire)?|(?:une fois )?par semaine|every week|weekly)${hour}$`,
    ),
    read: (match) => atTime(match, 1, (at) => ({ every: 'week', weekday: 1, ...at })),
  },
  {
    pattern:
      /(?:(?:en )?immediate?(?:ment)?|immediately|tout de suite|at once|en temps reel|au fil de l'eau)$/,
    read: () => ({ pace: { every: 'entry' } }),
  },
  {
    pattern: /(?:(?:par|by|via) )?(?:courriel|e-?mail|mail|mel)s?$/,
    read: () => ({ channel: 'email' }),
  },
  {
    pattern: /(?:sur|dans|par|via|on|in|by) (?:la |the )?console$/,
    read: () => ({ channel: 'console' }),
  },
  {
    pattern: /(?:(?:sur|dans|par|via|on|in|by) )?(?:tchap|matrix)$/,
    read: () => ({ channel: 'matrix' }),
  },
]

type Ending = { readonly pace: Pace } | { readonly channel: ChannelName }

/** Takes the pace and the channel from the end of the text, courtesies from both; what stands between is the query. */
export function readSubscription(text: string): SubscriptionText {
  // With one blank between its words, so that no expression below need look for several.
  let query = withoutGreeting(withoutThanks(text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()))
  let pace: Pace | undefined
  let channel: ChannelName | undefined
  for (;;) {
    const ending = endingOf(query)
    if (ending === undefined) break
    if ('pace' in ending.means) {
      if (pace !== undefined) break
      pace = ending.means.pace
    } else {
      if (channel !== undefined) break
      channel = ending.means.channel
    }
    query = withoutThanks(withoutJoint(query.slice(0, ending.start)))
  }
  const unread = isEverything(query) ? undefined : unreadOf(query)
  return {
    query,
    ...(pace === undefined ? {} : { pace }),
    ...(channel === undefined ? {} : { channel }),
    ...(unread === undefined ? {} : { unread }),
  }
}

/** Whether all there is to come is asked for, and nothing besides. */
export function isEverything(query: string): boolean {
  return everythingWords.has(plainWord(query))
}

const everythingWords = new Set(['', 'tout', 'all', 'everything'])

/** Without what joined it to what followed: blanks, commas, `et`. */
function withoutJoint(text: string): string {
  const bare = trimEndOf(text, /[\s,;–—]/)
  const joined = /[\s,;–—](?:et|and)$/.exec(bare)
  return joined === null ? bare : trimEndOf(bare.slice(0, joined.index), /[\s,;–—]/)
}

const looksLikeEnding =
  /(?:^|[\s,;])((?:(?:chaque|tous les|toutes les|every|quotidien|hebdomadaire|daily|weekly)(?![\p{L}\d:])|(?:par|by|via|sur|on) (?:sms|texto|fax|tchap|slack|matrix|telephone|courrier|courriel|mail|e-mail|console)(?![\p{L}\d]))[\s\S]*)/u

/** Nobody is polite more often. */
const mostCourtesies = 5
const longestCourtesy = 80
const thanks =
  /(?:^|[ ,;.!])(?:s'il (?:vous|te) plait|svp|stp|please|(?:et )?merci(?: d'avance| beaucoup| bien)?|thanks|thank you|cordialement|bonne (?:journee|soiree))$/
const greeting =
  /^(?:(?:bonjour|bonsoir|salut|hello|coucou)[ ,!.:;]{1,3}|(?:je |j')(?:veux|voudrais|souhaite|souhaiterais|aimerais) (?:bien )?(?:(?:etre (?:averti|avertie|alerte|alertee|prevenu|prevenue|informe|informee)|recevoir|suivre|m'abonner) )?)/
/** Looked for as words of an event, they would never be found. */
const courtesy =
  /(?:^|[ ,;])((?:bonjour|bonsoir|merci|svp|stp|s'il (?:vous|te) plait|please|voudrais|souhaite|souhaiterais|aimerais|cordialement)(?![\p{L}\d:])[\s\S]*)/u

/**
 * Words of a wish, of an exclusion or of a place that is not named: no event says them, and a search that waits for them
 * stays silent for ever. A département by its number is one, where the search wants its field.
 */
const wishing =
  /(?:^|[ ,;(])((?:tous|toutes|tout|concerne|concernant|fois|hebdo|quotidiens?|mails?|courriels?|tchap|sms|texto|moi|mon|mes|notre|nos|veux|recevoir|envoie|envoyer|previens|prevenir|avertis|avertir|notifications?|notifs?|infos?|sauf|excepte|hormis|trucs?|choses?|matins?|soirs?|semaines?|regions?|departements?|dpt|dept|des qu[e'] ?|(?:dans |sur |pour )?(?:le|du) \d[\dab](?:\d)?)(?![\p{L}\d:-])[\s\S]*)/u

/**
 * A second thought is no word of an event either: « danger:listeria, non attends ». « non » and « pas » are one at the end
 * only: « lait non pasteurisé » is a product. What is excluded has a dash.
 */
const refusing =
  /(?:^|[ ,;(])((?:(?:non|nan|pas) )?(?:attends|attendez|stop|annule[rz]?|mais|seulement|uniquement|finalement|not|don't|never|wait|cancel)(?![\p{L}\d:'-])[\s\S]*|(?:non|nan|nope|pas|ne|jamais|plus tard)(?: (?:non|pas|encore|maintenant|tout de suite|merci|plus|tard)){0,3}[ .!?,]{0,5})$/u

/** A time that no « chaque jour » goes with: taken for words of the search, it would be waited for for ever. */
const timeAlone =
  /(?:^|[ ,;(])((?:(?:a|at|vers|des) (?:\d{1,2} ?(?:h(?:eures?)?(?: ?\d\d)?|:\d\d|am|pm)|midi|minuit|noon)|(?:le |les |on )?(?:the )?week-?ends?)(?![\p{L}\d:-])[\s\S]*)/u

function withoutThanks(text: string): string {
  let rest = text
  for (let round = 0; round < mostCourtesies; round += 1) {
    const bare = trimEndOf(rest, /[\s.!]/)
    const start = Math.max(0, bare.length - longestCourtesy)
    const found = thanks.exec(foldInPlace(bare.slice(start)))
    if (found === null || (start > 0 && found.index === 0)) return rest
    rest = trimEndOf(bare.slice(0, start + found.index), /[\s,;]/)
  }
  return rest
}

function withoutGreeting(text: string): string {
  let rest = text
  for (let round = 0; round < mostCourtesies; round += 1) {
    const found = greeting.exec(foldInPlace(rest.slice(0, longestCourtesy)))
    if (found === null) return rest
    rest = rest.slice(found[0].length)
  }
  return rest
}

/** Outside quotation marks, where such words are meant as words. */
function unreadOf(query: string): string | undefined {
  const bare = foldInPlace(query).replace(/"[^"]*"|«[^«»]*»|“[^“”]*”/g, (quoted) => '_'.repeat(quoted.length))
  const found =
    looksLikeEnding.exec(bare) ??
    courtesy.exec(bare) ??
    wishing.exec(bare) ??
    timeAlone.exec(bare) ??
    refusing.exec(bare)
  return found === null ? undefined : query.slice(query.length - (found[1] ?? '').length)
}

function endingOf(text: string): { start: number; means: Ending } | undefined {
  const plain = foldInPlace(text)
  const end = trimEndOf(plain.trimEnd(), /[.!]/)
  for (const { pattern, read } of endings) {
    const match = pattern.exec(end)
    if (match === null || (match.index > 0 && !/[\s,;]/.test(end.charAt(match.index - 1)))) continue
    const means = read(match)
    if (means !== undefined) return { start: match.index, means }
  }
  return undefined
}

/** Folded letter by letter, so that offsets stay those of the text. */
function foldInPlace(text: string): string {
  return Array.from(text.replaceAll('’', "'").split(''), (unit) => {
    const plain = fold(unit)
    return plain.length === 1 ? plain : unit
  }).join('')
}

interface Time {
  readonly hour: number
  readonly minute?: number
}

function atTime(match: RegExpExecArray, group: number, pace: (time: Time) => Pace): Ending | undefined {
  const written = match[group]
  const minute = Number(match[group + 1] ?? 0)
  const half = match[group + 2]
  const said = written === undefined ? defaultHour : Number(written)
  const hour = half === 'pm' && said < 12 ? said + 12 : half === 'am' && said === 12 ? 0 : said
  return hour <= 23 ? { pace: pace(minute === 0 ? { hour } : { hour, minute }) } : undefined
}

function weekdayOf(word: string): number {
  return weekdays.findIndex((words) => words.includes(word)) + 1
}
