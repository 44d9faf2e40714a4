import { fold } from '#core/query/words.ts'

/** Words that say of what was just done that it was wrong; with them nothing is done, but a way back is shown. */
const words = new Set(
  `non nan mince zut oups oops merde flute pardon desole desolee navre navree erreur faute trompe trompee trompes mauvais
  mauvaise faux fausse bon bonne fallait fallais voulais c'etait etait aurais envoye parti partie annulez annule
  sorry wrong mistake`.split(/\s+/),
)
/** They say so only with one of those. */
const weak = new Set("bon bonne etait c'etait voulais fallais fallait aurais envoye parti partie".split(' '))

/** A text that begins by one of these, after what says nothing, stops what was about to leave, whatever comes behind. */
const halts = new Set(
  `non nan nn nope no nein attends attend attendez attendre attention minute seconde stop stoppe stopper halte arrete arreter
  arretez oups oops houla oula zut mince merde mrd flute punaise puree pardon annule annuler annulez annulation j'annule
  jannule reprends oublie oubliez laisse laissez surtout pas ne euh heu wait cancel undo hold abandonner abandonne
  bloque bloquez bloquer suspend suspends suspendre ignore ignorez`.split(/\s+/),
)
/** Likewise, unless what was about to leave is that it was a mistake. */
const removals = new Set(
  `supprime supprimer supprimez efface effacer effacez enleve enlever enlevez retire retirer retirez depublie depublier
  depubliez erreur`.split(/\s+/),
)
const idle = new Set(
  "ah ha oh eh hum bon bah ben oui ok okay enfin mais donc alors hop aie vigie veuillez svp stp je j'ai"
    .split(' ')
    .map(squeezed),
)

/** How a text stops what was about to leave. */
export type Halt = 'halt' | 'removal'

export function haltOf(text: string): Halt | undefined {
  const said = wordsOf(text).map(squeezed)
  const [first = ''] = said.filter((word) => !idle.has(word))
  if (squeezedHalts.has(first) || first.startsWith("n'") || cancelling.test(first)) return 'halt'
  return squeezedRemovals.has(first) ? 'removal' : undefined
}

/** Says it in the midst of a few words of politeness: « merci d’annuler », « je voudrais tout annuler », « trop vite ! ». */
export function saysHalt(text: string): boolean {
  const said = wordsOf(text)
  if (said.length > mostPolite) return false
  return (
    said.some((word) => cancelling.test(squeezed(word.replace(/^[dl]'/, '')))) ||
    haltingPhrase.test(said.join(' '))
  )
}

/** Longer, it speaks of something that somebody cancels. */
const mostPolite = 8
/** `anuler`, `annulr`, `annulation`, once no letter is said twice. */
const cancelling = /^an+ul/
const haltingPhrase =
  /(?:^| )(?:c'etait un test|trop vite|change d'avis|pas fini|pas compte|inexacte?|ignore[rz]?|bloque[rz]?|suspend(?:s|re|ez)?|retiens|retenez)(?: |$)/

/** A letter said twice or more is said once: `nonnnn`, `annuller`. */
function squeezed(word: string): string {
  return word.replaceAll(/(\p{L})\1+/gu, '$1')
}

const squeezedHalts = new Set([...halts].map(squeezed))
const squeezedRemovals = new Set([...removals].map(squeezed))

/** « annuler tout », « annule les deux » */
export function isAll(text: string): boolean {
  const said = wordsOf(text)
  return (
    said.length <= 6 &&
    said.some((word) => cancels.has(word)) &&
    said.some((word, at) => all.has(word) || (word === 'les' && several.has(said[at + 1] ?? '')))
  )
}

const cancels = new Set(
  "annule annuler annulez j'annule jannule stop reprends reprendre cancel undo".split(' '),
)
const all = new Set('tout tous toutes all'.split(' '))
const several = new Set('deux trois quatre 2 3 4'.split(' '))

function wordsOf(text: string): readonly string[] {
  return (
    fold(text.slice(0, longest))
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? none
  )
}

/** Whether a text that says nothing else that is understood is a second thought: « non, c’était pour Paul », « pas le bon évènement ». */
export function regrets(text: string): boolean {
  const said = wordsOf(text)
  const telling = said.map((word) => word.replace(/^n'/, '')).filter((word) => words.has(word))
  const negative = said.includes('pas') || said.some((word) => word.startsWith("n'"))
  const says = telling.some((word) => !weak.has(word)) || (negative && telling.length > 0) || saysFor(said)
  return says || haltOf(text) !== undefined || saysHalt(text)
}

/** « c’était pour Paul » */
function saysFor(said: readonly string[]): boolean {
  const at = said.indexOf("c'etait")
  return at !== -1 && said[at + 1] === 'pour'
}

const none: readonly string[] = []

/** What is longer is a text of its own, in characters. */
const longest = 200
