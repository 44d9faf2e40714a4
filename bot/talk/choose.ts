import { plainWord } from '../grammar/argument.ts'
import { hesitation, withoutCourtesies } from './yes-no.ts'

/** The choice that an answer names: its number, its text, or a part of it that no other has. */
export function chosen(answer: string, choices: readonly string[]): string | undefined {
  const said = plainWord(answer.trim())
  const rank = /^(?:n°\s*)?(\d{1,3})[.)]?$/.exec(said)?.[1]
  if (rank !== undefined) return choices[Number(rank) - 1]
  const same = choices.find((choice) => plainWord(choice) === said)
  if (same !== undefined || said.length < 2) return same
  const holding = choices.filter((choice) =>
    said.split(/\s+/).every((word) => plainWord(choice).includes(word)),
  )
  return holding.length === 1 ? holding[0] : undefined
}

/** As `chosen`, where more than a field depends on it: a rank or the whole choice, and no other word. */
export function ranked(answer: string, choices: readonly string[]): string | undefined {
  // « .2 » is the second of its year.
  if (hesitation.test(answer) || /^\s*(?:l[ae] )?\.\d/i.test(answer)) return undefined
  const plain = withoutCourtesies(answer)
  const rank = /^(?:n[°ºo] ?|numero |le |la )?(\d{1,3})$/.exec(plain)?.[1]
  if (rank !== undefined) return choices[Number(rank) - 1]
  return choices.find((choice) => withoutCourtesies(choice) === plain)
}

/** Stop asking, and keep the record as it is. */
export function isKeep(text: string): boolean {
  return ['brouillon', 'garder', 'garder le brouillon', 'draft'].includes(plainWord(text.trim()))
}

export function isCancel(text: string): boolean {
  return ['annuler', 'annule', 'cancel', 'stop', 'abandonner', 'quitter'].includes(plainWord(text.trim()))
}

/** Leaves what is open, in words that may be meant of something else, and are no value all the same. */
export function isGivingUp(text: string): boolean {
  return givingUp.test(withoutCourtesies(text))
}

const givingUp =
  /^(?:(?:non|bon|ok|allez|finalement|bah|ben|oh|on|je|j'ai|tant pis) ){0,3}(?:(?:j')?abandonn(?:e|er|ez|ons)|laiss(?:e|er|ez|ons)(?: (?:tomber|tombe))?|oubli(?:e|er|ez)(?: (?:ca|cela|tout))?|arret(?:e|er|ez|ons)(?: (?:tout|la|ca))?)(?: (?:la|cette) (?:saisie|fiche|creation))?$/

/** A call for help on the open question, rather than on a command. */
export function isHelp(text: string): boolean {
  return ['aide', 'help', '?', '??', 'aidez-moi'].includes(plainWord(text.trim()))
}
