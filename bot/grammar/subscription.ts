import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import { trimEndOf } from '#core/query/trim-end.ts'
import { analyse } from '#core/query/words.ts'
import { plainWord } from './argument.ts'
import { foldInPlace, type Way, wayAtEnd, wayAtStart } from './ways.ts'

/** What `abonner` was told: a query, then perhaps a pace and a channel, in any order. */
export interface SubscriptionText {
  readonly query: string
  readonly pace?: Pace
  readonly channel?: ChannelName
  /** Words of a pace, a channel or a courtesy that could not be read: left in the query, they would make it match nothing for ever. */
  readonly unread?: string
}

/**
 * Takes the pace and the channel from both ends of the text, courtesies and the words of a wish too; what is left is the query.
 * @param withPlaces how places in words will be read: their words are no wish then
 */
export function readSubscription(
  text: string,
  withPlaces: (text: string) => string = (same) => same,
): SubscriptionText {
  // With one blank between its words, so that no expression below need look for several.
  let query = withoutThanks(text.normalize('NFC').replaceAll(/\s+/g, ' ').trim())
  const said: { pace?: Pace; channel?: ChannelName } = {}
  for (;;) {
    const way = wayAtEnd(query)
    if (way === undefined || isSaid(said, way.means)) break
    Object.assign(said, way.means)
    query = withoutThanks(withoutJoint(query.slice(0, way.start)))
  }
  query = withoutGreeting(wholePlace(withPlaces, query))
  for (;;) {
    const way = wayAtStart(query)
    if (way === undefined || isSaid(said, way.means)) break
    Object.assign(said, way.means)
    query = withoutGreeting(wholePlace(withPlaces, query.slice(way.end).trimStart()))
  }
  query = withoutArticle(query)
  // Judged with its places read, and said as it was typed.
  const unread =
    isEverything(query) || unreadOf(withPlaces(query)) === undefined ? undefined : unreadOf(query)
  return { query, ...said, ...(unread === undefined ? {} : { unread }) }
}

/** « tout l’Hérault », « à tout ce que fait la DDPP 34 », « évènements clos »: a place, a service or a state, and no wish for everything. */
function wholePlace(withPlaces: (text: string) => string, query: string): string {
  const place = query.replace(
    /^(?:(?:aux?|à|a|pour|sur|de) )?(?:tout|toute|tous|toutes)(?: (?:sur|dans))? (?=(?:le|la|les) |l['’])/iu,
    'dans ',
  )
  const isOne = place !== query && /^(?:dept|region):/.test(withPlaces(place))
  if (isOne) return place
  const read = withPlaces(query)
  if (/^(?:structure|état):/.test(read)) return read
  // « la DDPP du Gard » alone is all of it.
  const all = withPlaces(`toute la ${query.replace(/^(?:(?:à|a|de) )?(?:la|le|les) /iu, '')}`)
  return /^structure:[a-z\d-]+$/.test(all) ? all : query
}

/** « aux listeria », « à la salmonelle »: what is said before asks for nothing. A number after it may be a place. */
function withoutArticle(query: string): string {
  const article =
    /^(?:(?:aux?|à|a|des?|du|les?|la|pour|sur) |[dl]['’]){1,4}(?=\p{L})/iu.exec(query)?.[0] ?? ''
  const rest = query.slice(article.length)
  if (analyse(rest).length === 0) return query
  // « alertes listeria » is listeria whatever an event calls itself; « alerte nationale » is a type.
  const about = rest.slice(anyEvent.exec(rest)?.[0].length ?? 0)
  return analyse(about).length === 0 ? rest : about
}

const anyEvent =
  /^(?:nouvelles? |nouveaux |toutes les |tous les )?(?:alertes?|fiches?|[ée]v[eèé]nements?|dossiers?|signalements?|cas)(?! (?:nationales?|locales?|produits?)(?![\p{L}]))(?: (?:sur|de|du|des|à|aux?|concernant|pour|li[ée]e?s? aux?)(?=\s)| d['’])?\s+(?=[\p{L}(])/iu

/** A second pace is not read in place of the first. */
function isSaid(said: { readonly pace?: Pace; readonly channel?: ChannelName }, means: Way): boolean {
  return 'pace' in means ? said.pace !== undefined : said.channel !== undefined
}

/** Whether all there is to come is asked for, and nothing besides. */
export function isEverything(query: string): boolean {
  return everythingWords.has(plainWord(query))
}

const everythingWords = new Set(['tout', 'a tout', 'all', 'everything'])

/** Without what joined it to what followed: blanks, commas, `et`. */
function withoutJoint(text: string): string {
  const bare = trimEndOf(text, /[\s,;–—]/)
  const joined = /[\s,;–—](?:et|and)$/.exec(bare)
  return joined === null ? bare : trimEndOf(bare.slice(0, joined.index), /[\s,;–—]/)
}

const looksLikeWay =
  /(?:^|[\s,;])((?:(?:chaque|tous les|toutes les|every|quotidien|hebdomadaire|daily|weekly|mensuel|mensuels|mensuelle|mensuellement)(?![\p{L}\d:])|(?:par|by|via|sur|on) (?:sms|texto|fax|tchap|slack|matrix|telephone|courrier|courriel|mail|e-mail|console)(?![\p{L}\d]))[\s\S]*)/u
const address = /(?:^|[ ,;(])([^ ,;(@]{1,64}@[\s\S]*)/u

/** Nobody is polite more often. */
const mostCourtesies = 5
const longestCourtesy = 80
const thanks =
  /(?:^|[ ,;.!])(?:s[' ]?il (?:vous|te) plait|svp|stp|please|(?:et )?merci(?: (?:d'avance|par avance|beaucoup|bien|a (?:vous|toi|tous)))?|thanks|thx|thank you|(?:bien )?cordialement|cdt|cdlt|bien a (?:vous|toi)|si (?:c'est )?possible|bonne (?:journee|soiree|fin de journee))$/
const greetings: readonly RegExp[] = [
  /^(?:bonjour|bonsoir|salut|hello|coucou|svp|stp|please|s'il (?:vous|te) plait)(?:[ ,!.:;]{1,3}|$)/,
  /^merci de (?:bien vouloir )?(?:m'abonner|me prevenir|m'avertir|m'alerter|m'informer|me notifier)(?: |$)/,
  /^(?:je |j')(?:veux|voudrais|souhaite|souhaiterais|aimerais) (?:bien )?(?:(?:etre (?:abonnee?|avertie?|alertee?|prevenue?|informee?)|recevoir|suivre|m'abonner) )?/,
  // « dès qu’il y a un truc sur », « quand il y a de la ».
  /^(?:des|lors|(?:a )?chaque fois|aussitot) qu(?:'|e )(?:il )?(?=y a|une? )/,
  /^(?:quand |lorsqu'|s')(?:il )?(?=y a )/,
  /^y a (?:du |de la |de l'|des |une? |de |d')?/,
  /^(?:aux? |a |de |d')(?=(?:toute?s?|tous) |ce qu)/,
  /^(?:tout )?ce qu(?:i |e |'il |'on )(?:concerne|touche|vise|a trait a|sort|arrive|bouge|vient|parle d[eu]|est|se passe|se dit|y a)? ?(?:aux? |a |avec |sur )?/,
  /^toute? (?=(?:sur|le|la|les|dans|en|du|de|a propos) |l')/,
  /^(?:tous |toutes )?(?:les |des |du |une? |mes |l'|d')?(?:trucs?|choses?|infos?|informations?|nouveautes?|actus?|actualites?|evenements?|fiches?|signalements?|notifications?|notifs?|dossiers?|nouvelles|nouveau)(?: |$)/,
  /^(?:tous|toutes) les (?=alertes?|cas|rappels?|tiac)/,
  /^(?:sur|about|for|to|concernant|a propos d[e']|au sujet d[e']|qui concernent?|en rapport avec|relati(?:fs?|ves?) aux?|liee?s? aux?) (?=.)/,
]
/** Looked for as words of an event, they would never be found. */
const courtesy =
  /(?:^|[ ,;])((?:bonjour|bonsoir|merci|svp|stp|s'il (?:vous|te) plait|please|voudrais|souhaite|souhaiterais|aimerais|cordialement|bonne (?:journee|soiree))(?![\p{L}\d:])[\s\S]*)/u

/**
 * Words of a wish, of an exclusion or of a place that is not named: no event says them, and a search that waits for them
 * stays silent for ever. A département by its number is one, where the search wants its field.
 */
const wishing =
  /(?:^|[ ,;(])((?:tous|toutes|tout|concerne|concernant|fois|hebdo|quotidiens?|mails?|courriels?|tchap|sms|texto|moi|mon|mes|notre|nos|veux|recevoir|envoie|envoyer|previens|prevenir|avertis|avertir|notifications?|notifs?|infos?|sauf|excepte|hormis|hors|ni|sans (?:les?|la|l'|des)|trucs?|choses?|matins?|soirs?|semaines?|regions?|departements?|dpt|dept|pres (?:de|d'|du|des)|autour|depuis|si|quand|lorsque|des qu[e'] ?|(?:dans |sur |pour )?(?:le|du) \d[\dab](?:\d)?)(?![\p{L}\d:-])[\s\S]*)/u

/**
 * A second thought is no word of an event either: « danger:listeria, non attends ». « non » and « pas » are one at the end
 * only: « lait non pasteurisé » is a product. What is excluded has a dash.
 */
const refusing =
  /(?:^|[ ,;(])((?:(?:non|nan|pas) )?(?:attends|attendez|stop|annule[rz]?|mais|seulement|uniquement|finalement|not|don't|never|wait|cancel)(?![\p{L}\d:'-])[\s\S]*|(?:non|nan|nope|pas|ne|jamais|plus tard)(?: (?:non|pas|encore|maintenant|tout de suite|merci|plus|tard)){0,3}[ .!?,]{0,5})$/u

/** « listeria pas dans le 34 », « pas de listeria »: what is excluded has a dash, or it would be waited for. */
const excluding =
  /(?:^(?=(?:pas|not|no) )|(?:^|[ ,;(])(?=(?:(?:pas|non) (?:dans|en|de|d'|du|des|le|la|les|sur|pour|dept:|region:|\d)|(?:except|excluding|without)(?![\p{L}\d:-]))))([\s\S]+)/u

/** A time that no « chaque jour » goes with: taken for words of the search, it would be waited for for ever. */
const timeAlone =
  /(?:^|[ ,;(])((?:\d{1,2} ?h(?:eures?)?(?: ?[0-5]\d)?|(?:a|at|vers|des) (?:\d{1,2} ?(?:h(?:eures?)?(?: ?\d\d)?|:\d\d|am|pm)|midi|minuit|noon)|(?:le |les |on )?(?:the )?week-?ends?)(?![\p{L}\d:-])[\s\S]*)/u

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
    const plain = foldInPlace(rest.slice(0, longestCourtesy))
    const length = Math.max(...greetings.map((greeting) => greeting.exec(plain)?.[0].length ?? 0))
    if (length === 0) return rest
    rest = rest.slice(length)
  }
  return rest
}

/** Outside quotation marks, where such words are meant as words. */
function unreadOf(query: string): string | undefined {
  const bare = foldInPlace(query).replace(/"[^"]*"|«[^«»]*»|“[^“”]*”/g, (quoted) => '_'.repeat(quoted.length))
  const lengths = [looksLikeWay, address, courtesy, wishing, excluding, timeAlone, refusing].map(
    (pattern) => pattern.exec(bare)?.[1]?.length ?? 0,
  )
  const longest = Math.max(...lengths)
  return longest === 0 ? undefined : query.slice(query.length - longest)
}
