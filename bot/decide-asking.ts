import type { Why } from '#templates/chat/confirm.ts'
import { isApart } from './addressee.ts'
import { isSmallTalk } from './grammar/small-talk.ts'
import { isNotThis } from './talk/not-this.ts'
import { isYesOrNo, readYesNo } from './talk/yes-no.ts'

export interface Act {
  /** How many it tells. */
  readonly told: number
  /** How many of them learn that it concerns them no more. */
  readonly leaving?: number
  readonly text: string | undefined
  /** All that was typed, of which the text is a part. */
  readonly typed: string | undefined
  /** First name of the one whom the text speaks to. */
  readonly to?: string | undefined
  /** Nobody who is called so is told. */
  readonly missed?: boolean
  /** What is asked about whatever is told to how many. */
  readonly asks?: readonly Why[] | undefined
  /** The event's version before it. */
  readonly version: number
}

export interface Care {
  readonly confirmAbove: number
  readonly haste: number
  /** Acts of his that told people in the last minutes. */
  readonly acts: number
}

/** What yes was said to. */
export interface Shown {
  readonly told: number
  readonly version: number
}

const fewestLetters = 3
/** An audience moves a little all the time; so many more, and a fifth of what was shown, is another audience. */
const fewestMore = 5

/** Nothing: it is done at once. Once confirmed, only what is not as it was shown is asked about again. */
export function decideAsking(act: Act, care: Care, shown: Shown | undefined): readonly Why[] {
  const why: Why[] = []
  if (shown !== undefined) {
    if (act.version !== shown.version) why.push('changed')
    if (act.told > shown.told + Math.max(fewestMore, shown.told / 5)) why.push('grew')
    return why
  }
  why.push(...(act.asks ?? []))
  if ((act.leaving ?? 0) > 0) why.push('cuts-off')
  if (act.text !== undefined && isHardlyText(act.text)) why.push('short')
  else if (act.typed !== undefined && isUnsure(act.typed, act.text === undefined)) why.push('unsure')
  if (act.to !== undefined && act.missed === true) why.push('missed')
  else if (act.told > 0 && act.to !== undefined) why.push('to-one')
  if (act.told > 0 && act.text !== undefined && isApart(act.text)) why.push('apart')
  if (act.told > care.confirmAbove) why.push('many')
  if (act.told > 0 && care.acts >= care.haste) why.push('haste')
  return why
}

/** `.`, `ok`, 👍, or an answer to a question that was not put. */
function isHardlyText(text: string): boolean {
  return (text.match(/\p{L}/gu) ?? []).length < fewestLetters || isYesOrNo(text) || isSmallTalk(text)
}

/** What a second thought begins with: « ne répond pas » is none, and may end any sentence. */
const takingBack =
  /^(?:non|nan|attend(?:s|ez)|stop|annule[rz]?|laisse|oublie[rz]?|mais|surtout)(?![\p{L}\d])/iu
const mostWords = 4
/** No four words are longer. */
const lastLetters = 100

/** « ne l’envoie pas encore : … », « attends, je regarde ». */
const heldBack =
  /^[\s([«"]{0,3}(?:attends|attendez|oups|stop|pas encore|pas (?:fini|pr[eê]t)|brouillon|draft|[aà] (?:relire|valider|compl[eé]ter|finir|confirmer avant)|n[e’'] ?(?:l[’'e] ?|la |les )?(?:envoie|publie|diffuse)[rz]?)(?![\p{L}\d])/iu
/** Nobody writes so to others. */
const hesitating = /^(?:attends|oups|mince|zut|euh|heu)(?![\p{L}\d])/iu

/** @param isValues fields and their values rather than a text: a question mark asks, and is none of them */
export function isUnsure(typed: string, isValues: boolean): boolean {
  if (heldBack.test(typed.trimStart()) || isNotThis(typed) || secondThought(typed) !== undefined) return true
  const words = typed
    .slice(-lastLetters)
    .trim()
    .split(/[\s:]+/)
  if (words.slice(-longestTail).some((word) => hesitating.test(word))) return true
  return isValues && /\?\s?$/.test(typed)
}

/** Words, from a hesitation on. */
const longestTail = 5

/** The last words, when they say no and nothing else: « Le lot est retiré, non attends ». */
export function secondThought(typed: string): string | undefined {
  const words = typed.slice(-lastLetters).trim().split(/\s+/)
  const from = Math.max(1, words.length - mostWords)
  for (let at = from; at < words.length; at += 1) {
    const tail = words.slice(at).join(' ')
    if (!takingBack.test(tail) || tail.includes(':') || words[at - 1]?.endsWith(':') === true) continue
    const said = readYesNo(tail)
    if (said.type === 'no' && said.exact) return tail
  }
  return undefined
}
