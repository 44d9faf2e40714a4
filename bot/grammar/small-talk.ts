import { plainWord } from './argument.ts'

const days = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const phrases: readonly (readonly string[])[] = [
  `merci; merci beaucoup; merci bien; merci d'avance; mille mercis; thanks; thank you; bravo; super; nickel; top; de rien
  bonne journee; bonne fin de journee; bonne apres-midi; bon apres-midi; bonne apres midi; bonne soiree; bonne nuit; bonne matinee
  bon week-end; bon weekend; bon we; bonne semaine; bonne fin de semaine; bonne continuation; bonne reception; bonne route
  bon courage; bonne chance; bon appetit; bonnes vacances; bonne annee; bonnes fetes; belle journee; belle soiree
  a demain; a bientot; a plus; a plus tard; a tout a l'heure; a tout de suite; a la prochaine; a tres vite; a ce soir; a lundi matin
  au revoir; bye; bye bye; ciao; tchao; goodbye; good bye; see you; good night; have a nice day; adieu
  cordialement; bien cordialement; cdt; cdlt; bien a vous; bien a toi; salutations; amicalement
  ${days.map((day) => `a ${day}`).join('; ')}`,
  // What they are said to, and said back.
  'a tous; a toutes; a tous et a toutes; a vous; a toi; a vous aussi; a toi aussi; vous aussi; toi aussi; aussi; de meme; pareillement; tout le monde; l’equipe; vigie; et; svp',
].map((list) => list.split(/[;\n]/).map((one) => plainWord(one.trim())))

const [own = [], beside = []] = phrases
/** Longest first, so that `a plus tard` is no `a plus` and a rest. */
const all = [...own, ...beside].sort((a, b) => b.length - a.length)
const openings = own.filter((phrase) => phrase.includes(' '))

/** Words of politeness and nothing else: « bonne journée », « merci, à demain ! ». */
export function isSmallTalk(text: string): boolean {
  if (text.length > longest) return false
  let rest = plainWord(text)
  let polite = false
  for (rest = bare(rest); rest !== ''; ) {
    const phrase = all.find((one) => isAtStart(rest, one))
    if (phrase === undefined) return false
    polite ||= own.includes(phrase)
    rest = bare(rest.slice(phrase.length))
  }
  return polite
}

/** « bonne journée Claire »: it begins as politeness does, and is no mistyped command. */
export function beginsAsSmallTalk(text: string): boolean {
  const plain = plainWord(text.slice(0, longest))
  return openings.some((phrase) => isAtStart(plain, phrase))
}

const longest = 120

function isAtStart(text: string, phrase: string): boolean {
  return text.startsWith(phrase) && !/^[\p{L}\p{N}]/u.test(text.slice(phrase.length, phrase.length + 1))
}

function bare(text: string): string {
  return text.replace(/^[ ,.;:!?…)(-]{1,20}/, '')
}
