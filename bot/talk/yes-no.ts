import { fold } from '#core/query/words.ts'

/** What an answer to "yes or no?" says. It is yes only when every word of it is understood. */
export type YesNo =
  | { readonly type: 'yes' }
  /** `exact`: it says nothing else; otherwise a word of it refuses, and the rest may say more. */
  | { readonly type: 'no'; readonly exact: boolean }
  /** `seen` is what was not understood. */
  | { readonly type: 'other'; readonly seen: string; readonly hesitant?: true }

/** Words and signs; only what cannot change the meaning is passed over: commas, exclamation marks, tones of skin. */
const piece = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’_-]*|(?!\p{M}|\u200d|[\u{1F3FB}-\u{1F3FF}])[^\s.,;:!…()"«»-]/gu

const yes =
  phrases(`oui; ouais; ouaip; ouep; yes; yep; yeah; o; y; ok; okay; oki; okey; d'accord; daccord; d'acc; dac
  go; vas-y; vas y; vasy; vazy; allez-y; allez y; allons-y; c'est bon; cest bon; c bon; c'est ok; confirme; confirmer
  confirmez; je confirme; valide; valider; validez; je valide; envoie; envoyer; envoyez; bien sûr; tout à fait
  affirmatif; absolument; parfait; confirm; i confirm; send; send it; sure; of course; 👍; ✅; ✔; 👌; 🆗`)
/** Said of whatever was read last, as well as of a question. */
const acknowledgements = phrases(
  `ok; okay; oki; okey; d'accord; daccord; d'acc; dac; c'est bon; cest bon; c bon; c'est ok; parfait; tout à fait; bien sûr
  absolument; sure; of course; 👍; 👌; 🆗; ✅; ✔`,
)
/** They change nothing of what is said. */
const courtesies = phrases(
  "merci; merci beaucoup; svp; stp; s'il te plaît; s'il vous plaît; sil te plait; please; thanks; thank you; allez; vigie; 🙏; 🙂; 😊; 😉; 😀; 😃",
)
/** One of these anywhere, and nothing is done. */
const refusals = phrases(`non; nan; nn; nope; no; n; nein; pas; ne; jamais; rien; aucun; aucune; ni
  attends; attend; attendez; attendre; minute; stop; stoppe; stopper; arrête; arrêter; arrêtez; annule; annuler; annulez
  abandonne; abandonner; laisse; laisser; laissez; oublie; oublier; oubliez; quitter; mais; sauf; seulement; uniquement; juste
  plutôt; sans; tard; demain; après; garder; garde; gardez; brouillon; erreur; surtout
  wait; don't; dont; do not; not; never; later; but; only; except; cancel; keep; draft; 👎; ❌; ✖; 🚫; ⛔; 🛑; ✋; 🙅`)
/** With a refusal they say no more than it. */
const beside = phrases(
  "encore; maintenant; tout de suite; pour l'instant; pour le moment; plus; plus tard; tomber; ça; cela; le; la; un; une; yet; now; it",
)

/** They add nothing to a refusal, nor take anything from it. */
const idleToRefusal =
  phrases(`en fait; finalement; à la réflexion; réflexion faite; après réflexion; tout compte fait; du tout; c'est; cest; est; c; je; j'ai; me suis; ai; fait; fais; faut; il; on; que; te; vous
  publie; publies; publiez; publier; envoie; envoies; envoyez; envoyer; pars; parte; partir; désolé; désolée; pardon; oups; hop; ah; oh; euh`)
const regrets = phrases(
  `fausse alerte; fausse manip; fausse manœuvre; trompé; trompée; trompe; reprends; reprendre; reprenez; retire; retirer`,
)

/** « oui… » is on its way to a « mais ». */
export const hesitation = /\.{2}|…/

/** Whether it refuses, and does nothing else: « non non publie pas », « c’est une erreur ». */
export function refuses(text: string, ownWords: readonly string[] = []): boolean {
  const words = piecesOf(text).map(({ word }) => word)
  const negative = coverage(words, refusals, regrets)
  for (const [at, word] of words.entries()) if (word.startsWith("n'")) negative.add(at)
  const idle = coverage(words, courtesies, beside, yes, idleToRefusal, phrases(ownWords.join(';')))
  return negative.size > 0 && words.every((_, at) => negative.has(at) || idle.has(at))
}

/** @param ownWords other words that mean yes here: those of the very command that waits */
export function readYesNo(text: string, ownWords: readonly string[] = []): YesNo {
  const pieces = piecesOf(text)
  const words = pieces.map(({ word }) => word)
  const positive = coverage(words, yes, phrases(ownWords.join(';')))
  const polite = coverage(words, courtesies)
  const negative = coverage(words, refusals)
  for (const [at, word] of words.entries()) if (word.startsWith("n'")) negative.add(at)
  if (negative.size > 0) {
    const idle = coverage(words, beside, yes)
    return { type: 'no', exact: words.every((_, at) => negative.has(at) || polite.has(at) || idle.has(at)) }
  }
  const unread = pieces.filter((_, at) => !positive.has(at) && !polite.has(at))
  const [first] = unread
  if (first === undefined && positive.size > 0)
    return hesitation.test(text) ? { type: 'other', seen: text.trim(), hesitant: true } : { type: 'yes' }
  return {
    type: 'other',
    seen: first === undefined ? text.trim() : text.slice(first.start, unread.at(-1)?.end),
  }
}

/** A yes that may be said of something else that was read since the question: « ok », « parfait, merci ». */
export function isAcknowledgement(text: string): boolean {
  const words = piecesOf(text).map(({ word }) => word)
  const known = coverage(words, acknowledgements, courtesies)
  return coverage(words, acknowledgements).size > 0 && words.every((_, at) => known.has(at))
}

/** Whether it is an answer to yes or no and nothing else. */
export function isYesOrNo(text: string): boolean {
  const said = readYesNo(text)
  return said.type === 'yes' || (said.type === 'no' ? said.exact : said.hesitant === true)
}

/** The words of an answer, less those of politeness. */
export function withoutCourtesies(text: string): string {
  const words = piecesOf(text).map(({ word }) => word)
  const polite = coverage(words, courtesies)
  return words.filter((_, at) => !polite.has(at)).join(' ')
}

interface Piece {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The words of a text, folded, without its signs. */
export function piecesOf(text: string): Piece[] {
  return [...text.matchAll(piece)].map(({ 0: found, index }) => ({
    word: fold(found.normalize('NFC').replaceAll('’', "'")),
    start: index,
    end: index + found.length,
  }))
}

/** By their first word, so that a long text is not compared with each of them at each of its words. */
type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>

function phrases(list: string): Phrases {
  const all = list.split(/[;\n]/).map((phrase) => piecesOf(phrase).map(({ word }) => word))
  return Map.groupBy(all, ([first = '']) => first)
}

/** Which words stand in one of the phrases. */
function coverage(words: readonly string[], ...known: readonly Phrases[]): Set<number> {
  const covered = new Set<number>()
  for (const [at, first] of words.entries())
    for (const phrase of known.flatMap((one) => one.get(first) ?? [])) {
      if (phrase.some((word, ahead) => words[at + ahead] !== word)) continue
      for (let ahead = 0; ahead < phrase.length; ahead += 1) covered.add(at + ahead)
    }
  return covered
}
