import { fold, type Token } from '../query/words.ts'
import { freeWords, mapUnquoted } from './free-words.ts'
import { isNamed } from './named-values.ts'
import { withPlaces } from './spoken-places.ts'

/**
 * `les fiches de brie`, `évènements ouverts`, `sauf le 34`, `non clos`, `lot 2381`: what a search says in words besides
 * those that it looks for, as the language writes it. As words they would be looked for in what people wrote.
 */
export function withSearchWords(text: string): string {
  return withStates(withExclusions(withLots(withoutFieldNouns(withoutNouns(text)))))
}

/** Whom it is for, and what every answer is: said first, they ask for nothing. */
const opening =
  /^(?:(?:-?(?:moi|nous)|svp|stp) )?(?:(?:toutes|tous|toute|tout) )?(?:(?:les|des|la|le|une?|mes|nos) )?(?:fiches?|[ée]v[èée]nements?|dossiers?|signalements?)(?: (?:sur|concernant|avec|pour|à propos d[eu]|qui parlent d[eu]|d[eu](?: l[ea](?=\s))?|des|aux?)(?=\s)| d['’]|(?=\s|$))\s*/iu
const everything = /^(?:tout|tous|toutes|all|everything)$/iu
const forMe = /^-?(?:moi|nous)(?= |$) ?/iu

/** « tout dans le 34 », « tout ce qui concerne le brie »: of what, and nothing that is looked for. */
const ofAll =
  /^(?:(?:tout|toutes|tous) )?(?:ce|celles|ceux) qui (?:concerne(?:nt)?|touche(?:nt)?|vise(?:nt)?|parle(?:nt)? d[eu]|est|sont|se passe(?:nt)?|arrive(?:nt)?) (?:l[ea] |les |d[eu] |des )?|^(?:tout|toutes|tous) (?=-|\p{L}+:|(?:sauf|hors|hormis|except[ée]|dans|en|sur|depuis|avant|cette|ce|hier|aujourd)(?!\p{L}))/iu
/** « tout ce qui n’est pas clos », « ceux qui ne sont pas du brie » */
const allBut =
  /^(?:(?:tout|toutes|tous) )?(?:ce|celles|ceux) qui (?:n['’](?:est|a|ont)|ne (?:sont|concerne(?:nt)?|touche(?:nt)?|parle(?:nt)?|vise(?:nt)?|contien(?:t|nent)))(?: pas| ni)(?= )/iu

const ofTime = /^(?:hier|avant[- ]hier|aujourd|ce (?:matin|midi|soir)|cet(?:te)? |semaine|mois)/iu

function withoutNouns(written: string): string {
  const text = written.replace(allBut, 'sauf').replace(ofAll, '')
  const bare = text.replace(forMe, '')
  if (everything.test(bare)) return '*'
  const noun = opening.exec(bare)?.[0] ?? ''
  const after = bare.slice(noun.length)
  // « les fiches d’hier » are not those since yesterday.
  const rest = /\sd(?:['’]|[eu] )$/iu.test(noun) && ofTime.test(after) ? `d’${after}` : after
  // `fiche:produit`, `évènement : …` are fields.
  return noun === '' || /^ ?:/.test(rest) ? bare : withFirstState(rest)
}

/** « établissement Orthez », « danger listeria »: the name of a field, before the word that is looked for. */
function withoutFieldNouns(text: string): string {
  return mapUnquoted(text, (piece) => piece.replace(fieldNoun, ''))
}

const fieldNoun =
  /(?<![\p{L}\p{N}:"«“-])(?:[ée]tablissement|entreprise|soci[ée]t[ée]|magasin|commune|ville|marque|danger|produit) (?=\p{L}{3})(?!des |les |dans |sur |pour |avec |sans |sauf |non |pas |par |est |qui |que |dont |mais |hors )/giu

/** `évènements ouverts`: an adjective right after the noun. */
function withFirstState(rest: string): string {
  const word = /^\p{L}+(?=[\s,]|$)/u.exec(rest)?.[0] ?? ''
  const state = stateOf(fold(word))
  return state === undefined ? rest : `état:${state}${rest.slice(word.length)}`
}

const states: readonly (readonly [RegExp, string])[] = [
  [/^(?:ouvert|actif|publie)e?s?$|^actives?$|^en cours$/, 'ouvert'],
  [/^(?:clos|close|closes|(?:clotur|ferm)ee?s?)$/, 'clos'],
  [/^(?:retir|supprim)ee?s?$/, 'retiré'],
  [/^(?:un |en )?brouillons?$/, 'brouillon'],
]

function stateOf(said: string): string | undefined {
  return states.find(([pattern]) => pattern.test(said))?.[1]
}

/** `en cours` is nothing else, unless of something: « en cours d’affinage ». */
function withStates(text: string): string {
  return text.replace(running, 'état:ouvert').replace(own, 'état:brouillon')
}

const running = /(?<![\p{L}\p{N}:"«“-])en cours(?! d[e'’u]|[\p{L}\p{N}]|[^«]*»)/giu
const own = /^ ?(?:(?:les|mes|nos|des) )?brouillons?(?=\s|$)/iu

/** What leaves out what follows. `non` leaves out a state alone: « lait non pasteurisé » is a product. */
const except = new Set(['sauf', 'excepte', 'exceptee', 'exceptes', 'hormis', 'hors', 'except', 'excluding'])
const idle = new Set('dans en de d du des le la les l sur a au aux pour que ceux celles celui'.split(' '))
/** Where what is left out ends. */
const ends = new Set(
  'et ou ni and or mais depuis dans en sur pour avant apres cette ce cet hier aujourd sauf excepte hors hormis non pas dept departement region'.split(
    ' ',
  ),
)
const joints = new Set(['et', 'ou', 'ni', 'and', 'or'])

/**
 * `sauf le 34`, `mais pas listeria`: what is left out has a dash.
 * @param named leaves out a place, a state, a danger or a product only, and keeps any other words as they are
 */
export function withExclusions(written: string, named = false): string {
  const text = written.replace(beforeField, '-')
  const words = freeWords(text)
  const pieces: string[] = []
  let done = 0
  for (let at = 0; at < words.length; ) {
    // « listeria ni salmonelle » may be neither, « abonne-moi pas listeria » nothing at all.
    const found = named && (at === 0 || words[at]?.word === 'ni') ? undefined : excludedAt(text, words, at)
    if (found === undefined || (named && !found.named)) {
      at += 1
      continue
    }
    // « brie mais pas listeria », « brie et pas listeria »
    pieces.push(text.slice(done, words[at]?.start).replace(but, ''), found.terms.join(' '))
    done = words[found.next - 1]?.end ?? done
    at = found.next
  }
  return `${pieces.join('')}${text.slice(done)}`
}

const but = /(?<![\p{L}\p{N}])(?:mais|et) $/iu

const beforeField =
  /(?<![\p{L}\p{N}:-])(?:sauf|except[ée]|hormis|hors|pas|non|sans|ni) (?=(?:\p{L}[\p{L}_]*):\S|\()/giu

interface Excluded {
  readonly terms: readonly string[]
  /** Each of them is a value of a nomenclature. */
  readonly named: boolean
  /** Rank of the first word after it. */
  readonly next: number
}

function excludedAt(text: string, words: readonly Token[], from: number): Excluded | undefined {
  const word = words[from]?.word ?? ''
  const end = words[from]?.end ?? 0
  if (!/^\s/.test(text.slice(end, end + 1))) return undefined
  if (word === 'non' || word === 'pas') {
    const state = stateAt(words, from + 1)
    if (state !== undefined) return { terms: [`-état:${state.state}`], named: true, next: state.next }
    if (isPlace(text, words, from)) return undefined
    // « pas de brie », « pas dans le 34 », « pas listeria »; « pas cher » may be in a text.
    if (!isValue(text, words, from + 1) && (word === 'non' || !idle.has(words[from + 1]?.word ?? '')))
      return undefined
  } else if (word === 'sans' || word === 'ni') {
    if (!isValue(text, words, from + 1) || claims.has(words[from + 1]?.word ?? '')) return undefined
  } else if (!except.has(word)) return undefined
  // « hors d’œuvre », « hors service »: things. « hors Occitanie », « hors du Gard », « hors les fromages » leave out.
  if (
    word === 'hors' &&
    !/^(?:de|du|des|la|les?|l)$/.test(words[from + 1]?.word ?? '') &&
    !isPlace(text, words, from + 1)
  )
    return undefined
  const terms: string[] = []
  let named = true
  let at = from + 1
  for (;;) {
    const item = itemAt(text, words, at)
    if (item === undefined) break
    terms.push(item.term)
    named &&= item.named
    at = item.next
    const next = joints.has(words[at]?.word ?? '') ? at + 1 : at
    const between = text.slice(words[at - 1]?.end, words[next]?.start)
    if (next >= words.length || (next === at && !/^ ?, ?$/.test(between))) break
    at = next
  }
  if (terms.length === 0) return undefined
  return { terms, named, next: joints.has(words[at - 1]?.word ?? '') ? at - 1 : at }
}

/** What a product says that it is without: « sans gluten » is looked for where it has some. */
const claims = new Set(
  'gluten lactose lait oeuf oeufs arachide arachides soja noix sulfite sulfites nitrite nitrites sucre sel alcool porc viande ogm additif additifs conservateur conservateurs pesticide pesticides'.split(
    ' ',
  ),
)

/** « listeria », « la salmonelle », « lait cru »: a danger or a product by its whole name. */
function isValue(text: string, words: readonly Token[], from: number): boolean {
  let at = from
  while (idle.has(words[at]?.word ?? '')) at += 1
  return [1, 2, 3, 4].some((count) => {
    const said = text.slice(words[at]?.start, words[at + count - 1]?.end)
    return said !== '' && (isNamed('danger', said) || isNamed('produit', said))
  })
}

/** « Pas de Calais » */
function isPlace(text: string, words: readonly Token[], from: number): boolean {
  return [1, 2, 3, 4].some((count) => {
    const said = text.slice(words[from]?.start, words[from + count - 1]?.end)
    return placeIn(said) !== undefined
  })
}

function placeIn(said: string): string | undefined {
  const place = withPlaces(`dans ${/^\d/.test(said) ? 'le ' : ''}${said}`)
  return /^(?:dept|region):[\dAB]+$/.test(place) ? place : undefined
}

function itemAt(
  text: string,
  words: readonly Token[],
  from: number,
): { term: string; named: boolean; next: number } | undefined {
  let at = from
  while (idle.has(words[at]?.word ?? '')) at += 1
  const state = stateAt(words, at)
  if (state !== undefined) return { term: `-état:${state.state}`, named: true, next: state.next }
  let next = at
  while (next < words.length && next < at + mostWords) {
    const word = words[next]
    if (word === undefined || (next > at && ends.has(word.word))) break
    if (next > at && !/^[\s'’-]*$/.test(text.slice(words[next - 1]?.end, word.start))) break
    next += 1
  }
  for (let last = next; last > at; last -= 1) {
    const said = text.slice(words[at]?.start, words[last - 1]?.end)
    const place = placeIn(said)
    if (place !== undefined) return { term: `-${place}`, named: true, next: last }
  }
  const said = text.slice(words[at]?.start, words[next - 1]?.end)
  const named = isNamed('danger', said) || isNamed('produit', said)
  return next === at ? undefined : { term: next === at + 1 ? `-${said}` : `-"${said}"`, named, next }
}

const mostWords = 6

function stateAt(words: readonly Token[], at: number): { state: string; next: number } | undefined {
  const one = words[at]?.word ?? ''
  const two = `${one} ${words[at + 1]?.word ?? ''}`
  const state = stateOf(two)
  if (state !== undefined) return { state, next: at + 2 }
  const alone = stateOf(one)
  return alone === undefined ? undefined : { state: alone, next: at + 1 }
}

/** `non clos`, `pas clos`, `en cours`: the state that an event is in, said in a subscription too. */
export function withSaidStates(text: string): string {
  return withStates(
    withNounAndState(text).replace(notInState, (_whole, word: string) => `-état:${stateOf(fold(word))}`),
  )
}

/** « les évènements clos », « fiches ouvertes » */
function withNounAndState(text: string): string {
  const read = withoutNouns(text)
  return /^état:/.test(read) ? read : text
}

const notInState =
  /(?<![\p{L}\p{N}:"«“-])(?:non|pas) (ouverte?s?|clos|closes?|cl[oô]tur[ée]e?s?|ferm[ée]e?s?)(?![\p{L}\p{N}:"»”-])/giu

/** `lot 2381`, `lot n° L2381`: a lot is kept by its number alone, with or without its letter. */
function withLots(text: string): string {
  return text.replace(lot, (_whole, number: string) =>
    /^\d+$/.test(number) ? `(${number} OU L${number})` : number,
  )
}

const lot =
  /(?<![\p{L}\p{N}:"«“-])(?:(?:du|le|les|des) )?lots? (?:n[°ºo]?\s*)?([\p{L}\p{N}-]{0,20}\d[\p{L}\p{N}-]{0,20})(?![\p{L}\p{N}:.,/"»”-])/giu
