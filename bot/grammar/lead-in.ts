import { plainWord } from './argument.ts'

/** What people say before what they ask for, none of which changes it. */
const polite =
  phrases(`bonjour; bonsoir; salut; hello; hi; coucou; bonjour a tous; bonjour a toutes et a tous; bonjour vigie
  bonjour madame; bonjour monsieur; vigie; madame; monsieur; merci de; merci de bien vouloir; merci par avance de; svp; stp
  s'il te plait; s'il vous plait; peux-tu; peux tu; tu peux; pouvez-vous; pouvez vous; vous pouvez; pourrais-tu; pourrais tu
  pourriez-vous; pourriez vous; tu pourrais; vous pourriez; veuillez; priere de; je voudrais; je souhaite; je souhaiterais
  j'aimerais; je veux; je te prie de; je vous prie de; please; can you; could you; i want to; i would like to
  et; et puis; puis; ensuite; et ensuite; et aussi; alors; et alors; du coup; et du coup; bon; donc; and; then; and then`)
/** It asks how, and for nothing to be done. */
const asking =
  phrases(`comment; comment on; comment je; comment faire pour; comment fait-on pour; comment fait on pour
  comment on fait pour; comment puis-je; comment puis je; comment peut-on; je ne sais pas comment; je sais pas comment
  c'est quoi la commande pour; quelle est la commande pour; how to; how do i; how can i`)
const mostLeadIns = 4

export interface LeadIn {
  /** Words that it takes. */
  readonly length: number
  readonly asksHow: boolean
}

/** What stands before the request itself: none, or one or several of these, in any order. @param said plain words */
export function leadInOf(said: readonly (string | undefined)[]): readonly LeadIn[] {
  const found: LeadIn[] = []
  let at = 0
  let asksHow = false
  for (let round = 0; round < mostLeadIns; round += 1) {
    const how = longest(asking, said, at)
    const length = Math.max(how, longest(polite, said, at))
    if (length === 0) break
    asksHow ||= how === length
    at += length
    found.push({ length: at, asksHow })
  }
  return found
}

function longest(
  all: readonly (readonly string[])[],
  said: readonly (string | undefined)[],
  at: number,
): number {
  return Math.max(
    0,
    ...all.filter((one) => one.every((word, ahead) => said[at + ahead] === word)).map(({ length }) => length),
  )
}

function phrases(list: string): readonly (readonly string[])[] {
  return list.split(/[;\n]/).map((phrase) => phrase.trim().split(' ').map(plainWord))
}
