import { fold } from '#core/query/words.ts'

/** Words that say of what was just done that it was wrong; with them nothing is done, but a way back is shown. */
const words = new Set(
  `non nan mince zut oups oops merde flute pardon desole desolee navre navree erreur faute trompe trompee trompes mauvais
  mauvaise faux fausse bon bonne fallait fallais voulais c'etait etait aurais envoye parti partie annulez annule
  sorry wrong mistake`.split(/\s+/),
)
/** They say so only with one of those. */
const weak = new Set("bon bonne etait c'etait voulais fallais fallait aurais envoye parti partie".split(' '))

/** Whether a text that says nothing else that is understood is a second thought: « non, c’était pour Paul », « pas le bon évènement ». */
export function regrets(text: string): boolean {
  const said =
    fold(text.slice(0, longest))
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? none
  const telling = said.map((word) => word.replace(/^n'/, '')).filter((word) => words.has(word))
  const negative = said.includes('pas') || said.some((word) => word.startsWith("n'"))
  return telling.some((word) => !weak.has(word)) || (negative && telling.length > 0) || saysFor(said)
}

/** « c’était pour Paul » */
function saysFor(said: readonly string[]): boolean {
  const at = said.indexOf("c'etait")
  return at !== -1 && said[at + 1] === 'pour'
}

const none: readonly string[] = []

/** What is longer is a text of its own, in characters. */
const longest = 200
