import { type Spoken, spokenWords } from './spoken-words.ts'

/** How a text stops what was about to leave. */
export type Halt = 'halt' | 'removal'

/** A text that begins by one of these stops what was about to leave, whatever comes behind. */
const halts =
  set(`non nan nn nope no nein attends attend attendez attendre oups oops houla oula zut mince merde mrd
  flute punaise puree pardon surtout pas ne euh heu wait hold`)
/** These do something to what follows them: they stop the act when that is the act, or nothing. */
const stopping =
  set(`stop stoppe stopper arrete arreter arretez halte annule annuler annulez annulation j'annule jannule
  reprends reprenez reprendre oublie oubliez oublier laisse laissez laisser cancel undo abandonne abandonner bloque bloquez bloquer suspend suspends
  suspendre suspendez ignore ignorez ignorer retiens retenez`)
/** Likewise, unless what was about to leave is that it was a mistake. */
const removing =
  set(`supprime supprimer supprimez efface effacer effacez enleve enlever enlevez retire retirer retirez
  depublie depublier depubliez erreur`)
/** `anuler`, `annulr`, once no letter is said twice. */
const cancelling = /^an+ul/

/** They may stand before all that, and say nothing. */
const idle = set(
  `ah ha oh eh hum bon bah ben oui ok okay enfin mais donc alors hop aie vigie veuillez svp stp je j'ai finalement tiens`,
)
const idlePhrases = [
  'a la reflexion',
  'reflexion faite',
  'apres reflexion',
  'tout compte fait',
  'en fait',
].map((phrase) => phrase.split(' '))

/** What an act is called by who takes it back, and what points to it. */
const actNames =
  set(`message point note publication fiche evenement alerte modification modif changement correction envoi
  diffusion lien cloture reouverture retrait document documents fichier fichiers piece pieces ajout saisie commande action
  demande texte brouillon avis annonce mail publier envoyer diffuser modifier dernier derniere derniers dernieres precedent
  precedente tout toute tous toutes ca cela ceci celui celle deux trois quatre que qui it that this all last post`)
/** Between the verb and what it is about. */
const articles = set(
  `le la les l ce cet cette ces mon ma mes ton ta tes votre notre un une du de des d aussi encore moi nous`,
)
/** Adverbs and beginnings of another clause: the verb is about nothing else. */
const beside =
  set(`svp stp merci please vite immediatement urgent urgence plutot donc alors maintenant desole desolee
  finalement c'est cest c'etait c c' je j'ai jme il on elle tu vous y il n'y pas non nan ne stop attends mais faux fausse
  mauvais mauvaise part frappe manip trompe trompee erreur oups mince zut pardon si quand car parce puisque avant`)

const negations = set('non nan no nein')
/** Of « non conforme », « non pasteurisé »: the negation is of the word that follows, and of no act. */
const quality =
  /^(?:conform|respect|alimentaire|dangereu|comestible|recu|vendu|connu|soumis)\p{L}*$|^\p{L}{3,}(?:é|ée|és|ées|able|ables|ible|ibles)$/u
const ownFault = set('trompe trompee trompes desole desolee navre navree envoye envoyee publie publiee')
const notThis = set('ca cela ceci celui celle ceux bon bonne comme si')
const rightOne = set('bon bonne bons bonnes')
/** Behind « ne »: what the bot does. « ne répond pas » is said of somebody else. */
const sending =
  /^(?:l')?(?:diffus|envoi|envoy|publi|transmet|part(?:e|ez)?$|fai[st]|ten[ei]|tien|compt|communiqu|averti|previen|lance)/

/**
 * Whether its beginning stops the act: a text that states something does not (« non conforme à Nîmes », « pas de nouvelle »),
 * nor does one that takes something else back (« supprime le lot 12 »).
 * @param numbers of the events that the act is on
 */
export function haltOf(text: string, numbers: readonly string[] = []): Halt | undefined {
  const [first, ...rest] = withoutOpening(spokenWords(text))
  if (first === undefined) return undefined
  const said = squeezed(first.plain)
  if (removing.has(said)) return isOfTheAct(rest, numbers) ? 'removal' : undefined
  if (stopping.has(said) || cancelling.test(said)) return isOfTheAct(rest, numbers) ? 'halt' : undefined
  const refusing = said.startsWith("n'")
  if (!refusing && !halts.has(said)) return undefined
  const [next, second] = rest
  if (refusing || said === 'ne')
    return isSending(refusing ? [bare(first), ...rest] : rest) ? 'halt' : undefined
  if (said === 'surtout') return next !== undefined && isNegative(next.plain) ? 'halt' : undefined
  if (said === 'pas') return isNotThis(next, second, numbers) ? 'halt' : undefined
  return negations.has(said) && isQuality(next) ? undefined : 'halt'
}

function withoutOpening(said: readonly Spoken[]): readonly Spoken[] {
  let at = 0
  for (;;) {
    const word = said[at]
    if (word === undefined) return []
    const phrase = idlePhrases.find((words) => words.every((one, ahead) => said[at + ahead]?.plain === one))
    if (phrase === undefined && !idle.has(squeezed(word.plain))) return said.slice(at)
    at += phrase?.length ?? 1
  }
}

/** Whether what follows such a verb is the act, or nothing: its number, what an act is called, another clause. */
function isOfTheAct(rest: readonly Spoken[], numbers: readonly string[]): boolean {
  const others = rest.filter(({ number }) => number !== undefined && !isOne(number, numbers))
  const object = rest.find(({ plain }) => !articles.has(plain))
  if (object === undefined) return true
  if (object.number !== undefined) return isOne(object.number, numbers)
  const { plain, apart } = object
  if (beside.has(plain) || (apart && !isTakingBack(plain))) return true
  return actNames.has(plain.replace(/^[ldj]'/, '')) && others.length === 0
}

/** « annule, supprime le lot 12 » */
function isTakingBack(word: string): boolean {
  return removing.has(squeezed(word))
}

function isSending(rest: readonly Spoken[]): boolean {
  const verb = rest.find(
    ({ plain }) => !isNegative(plain) && !articles.has(plain) && !weakPronouns.has(plain),
  )
  return verb === undefined || sending.test(verb.plain)
}
const weakPronouns = set("en y me m' te se l' plus rien jamais encore surtout tout")

function isNegative(word: string): boolean {
  return word === 'pas' || word === 'ne' || word.startsWith("n'")
}

function bare(word: Spoken): Spoken {
  return { ...word, plain: word.plain.replace(/^n'/, '') }
}

function isNotThis(
  next: Spoken | undefined,
  second: Spoken | undefined,
  numbers: readonly string[],
): boolean {
  if (next === undefined || notThis.has(next.plain)) return true
  if (next.number !== undefined) return isOne(next.number, numbers)
  return articles.has(next.plain) && second !== undefined && rightOne.has(second.plain)
}

function isQuality(next: Spoken | undefined): boolean {
  return next !== undefined && !next.apart && quality.test(next.written) && !ownFault.has(next.plain)
}

/** Longer, it speaks of something that somebody cancels. */
const mostPolite = 12
const asking =
  set(`je j'ai j'aimerais j veux voudrais souhaite souhaiterais aimerais peux peut pouvez pourriez pourrais tu vous on il
  faut faudrait merci de d svp stp s'il te plait bien vouloir tout l le la les please can could you i want to would like
  vigie prefere dois doit pouvoir est-ce que`)
const ownRegret =
  /(?:^| )(?:c'etait un test|(?:je|j'ai|on a) changer? d'avis|(?:je|j'ai) change d'avis|(?:n'avais|j'avais|n'ai|j'ai) pas (?:encore )?fini|c'est inexacte?)(?: |$)/
const tooSoon =
  /^(?:(?:oups|ah|c'est|c'etait|un|peu|bien|je|suis|j'ai|alle|allee|parti|envoye|publie|fait) ){0,6}trop (?:tot|vite)(?: (?:parti|envoye|publie|desolee?|pardon|oups))?$/

/** Says it in the midst of a few words of politeness: « merci d’annuler », « je voudrais tout annuler », « trop vite ! ». */
export function saysHalt(text: string, numbers: readonly string[] = []): boolean {
  const said = withoutOpening(spokenWords(text))
  if (said.length > mostPolite) return false
  const at = said.findIndex(({ plain }) => cancelling.test(squeezed(plain.replace(/^[dl]'/, ''))))
  const before = said.slice(0, Math.max(0, at))
  if (at !== -1 && before.every(({ plain }) => asking.has(plain)) && isOfTheAct(said.slice(at + 1), numbers))
    return true
  const whole = spokenWords(text)
    .map(({ plain }) => plain)
    .join(' ')
  return ownRegret.test(whole) || tooSoon.test(whole)
}

/** « annuler tout », « annule les deux » */
export function isAll(text: string): boolean {
  const said = spokenWords(text).map(({ plain }) => plain)
  return (
    said.length <= 6 &&
    said.some((word) => cancels.has(word)) &&
    said.some((word, at) => all.has(word) || (word === 'les' && several.has(said[at + 1] ?? '')))
  )
}

const cancels = set("annule annuler annulez j'annule jannule stop reprends reprendre cancel undo")
const all = set('tout tous toutes all')
const several = set('deux trois quatre 2 3 4')

/** Said of what oneself did, by nobody of anything else. */
const faults = [
  /(?:^| )(?:suis|on s'est)(?: \S+)? tromp/,
  /^(?:jai |on a )?confondu/,
  /^tromp/,
  /(?:^| )mauvaise? (?:numero|evenement|fiche|dossier|personne|destinataire|lot|marque|produit|date|manip|texte|message|champ|ligne|case|reference|salon|fenetre|touche)(?: |$)/,
  /(?:^| )pas (?:le|la|les|du) (?:bon|bonne|bons|bonnes)(?: |$)/,
  /(?:^| )(?:erreur de ma part|mon erreur|fait une erreur|(?:envoye|publie|parti|ecrit) par erreur|faute de frappe|fausse manip|fausse manoeuvre)/,
  /^(?:c'est|c'etait) (?:faux|une erreur|une fausse)/,
  /(?:^| )(?:sorry|my mistake|wrong (?:event|number|record|one|message))(?: |$)/,
  /(?:^| )(?:n'aurais|j'aurais) (?:pas|jamais) du(?: |$)/,
  /(?:^| )fallait pas(?: |$)/,
  /(?:^| )c'etait pour \S/,
  /(?:^| )(?:oups|oops|mince|zut|merde|flute|pardon|desole|desolee|navre|navree)$/,
  /(?<!(?:^| )ou )\b(?:non|nan|attends|attendez|stop)$/,
]
const meant = set(
  "c'etait c'est cest voulais voulait dire mettre ecrire publier pour sur la le l'evenement fiche",
)

/** Whether a text that says nothing else that is understood is a second thought: « non, c’était pour Paul », « pas le bon évènement ». */
export function regrets(text: string, numbers: readonly string[] = []): boolean {
  const said = withoutOpening(spokenWords(text))
  const whole = said.map(({ plain }) => plain).join(' ')
  return (
    faults.some((fault) => fault.test(whole)) ||
    meansAnother(said, numbers) ||
    haltOf(text, numbers) !== undefined ||
    saysHalt(text, numbers)
  )
}

/** « je voulais dire A-2026.2 », « c’était A-2026.2 » */
function meansAnother(said: readonly Spoken[], numbers: readonly string[]): boolean {
  const at = said.findIndex(({ number }) => number !== undefined && !isOne(number, numbers))
  const before = said.slice(0, Math.max(0, at)).map(({ plain }) => plain)
  return (
    at !== -1 &&
    before.some((word) => word.startsWith("c'") || word.startsWith('voulai')) &&
    before.every((word) => meant.has(word))
  )
}

/** `2026.12` is that of the only series. */
function isOne(number: string, numbers: readonly string[]): boolean {
  return numbers.some((one) => one === number || one.endsWith(`-${number}`))
}

/** A letter said twice or more is said once: `nonnnn`, `annuller`. */
function squeezed(word: string): string {
  return word.replaceAll(/(\p{L})\1+/gu, '$1')
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).flatMap((word) => [word, squeezed(word)]))
}
