import type { Argument } from '../grammar/argument.ts'
import { plainWord } from '../grammar/argument.ts'
import type { State } from './state.ts'
import type { TalkTools } from './turn.ts'

/** « .4 »: the fourth of the year in progress, when nothing that was spoken of here is the fourth of another year. */
export interface ShortNumber {
  readonly number: string
  /** It was spoken of, and no other is. */
  readonly certain: boolean
  /** What it may be. */
  readonly choices: readonly string[]
}

export function shortNumber(
  { year }: Pick<TalkTools<never>, 'year'>,
  { recent }: Pick<State, 'recent'>,
  argument: Pick<Argument, 'alone' | 'proposesRecent'> | undefined,
  text: string,
): ShortNumber | undefined {
  const rank = short.exec(plainWord(text.slice(0, longest).trim()))?.[1]
  if (rank === undefined || text.trim().length > longest || year === undefined) return undefined
  const number = argument?.proposesRecent === true ? argument.alone(`${year}.${rank}`) : undefined
  if (number === undefined) return undefined
  const others = recent.map((one) => one.number).filter((one) => one.endsWith(`.${Number(rank)}`))
  return {
    number,
    certain: others.length > 0 && others.every((one) => one === number),
    choices: [...new Set([number, ...others])],
  }
}

const longest = 20
const short = /^(?:(?:c'est|c'etait|pour|sur) )?(?:l[ea] |n° ?|numero )?\.(\d{1,7})$/
