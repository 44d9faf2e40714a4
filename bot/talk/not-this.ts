import { spokenWords } from './spoken-words.ts'

/** Longer, it says something else, in characters. */
const longest = 100
const opening =
  /^(?:(?:ah|oh|euh|heu|non|nan|mince|oups|zut|flute|finalement|en fait|attends|attendez|pardon|mais|si|bah|ben) ){0,4}/
const closing = /(?: (?:non|pardon|desolee?|svp|stp|oups|finalement|du tout|merci|laisse|en fait)){0,3}$/
const denied =
  /^(?:(?:c'est|c'etait|cest|c|ce n'est|ce n'etait|ce|n'est|est|je ne veux|je veux|il s'agit) )?pas (?:du tout )?(?:(?:de )?(?:cel(?:le|ui)|celles|ceux)(?:[ -]?(?:la|ci))?|l[ae] bon(?:ne)?(?: (?:fiche|alerte|numero|evenement|dossier|un|une))?|cette (?:fiche|alerte)(?:[ -]?la)?|ca|cela)$/
const none =
  /^(?:ni l'une? ni l'autre|aucune?(?: (?:des? (?:deux|trois|ceux-la|celles-la|ceux la|celles la)|d'entre (?:eux|elles)|de ceux[ -]la|de celles[ -]la))?|une autre|un autre)$/

/** « c’est pas celle-là », « pas la bonne fiche »: a refusal of what is proposed or was named; no number, no reason, no text. */
export function isNotThis(text: string): boolean {
  return denied.test(saidIn(text))
}

/** « aucune des deux », at a choice. */
export function isNoneOf(text: string): boolean {
  return none.test(saidIn(text))
}

function saidIn(text: string): string {
  if (text.trim().length > longest) return ''
  const said = spokenWords(text)
    .map(({ plain }) => plain)
    .join(' ')
  return said.replace(opening, '').replace(closing, '')
}
