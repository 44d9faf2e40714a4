import { match } from '../grammar/match.ts'
import { isCancel } from './choose.ts'
import { haltOf, isAll, regrets, saysHalt } from './regrets.ts'
import type { State } from './state.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'
import { refuses } from './yes-no.ts'

/**
 * With no question open, a second thought is about what was just done and has not left: it is taken back, whatever else
 * the second thought says. What is done late does less harm than what left wrongly. A sentence that was only guessed at is
 * no question; one that is a whole command stands for itself, and so does one that takes back something else.
 */
export function takingBack<C extends TalkCommand>(
  { commands, held }: TalkTools<C>,
  { talk, tookBack }: State,
  text: string,
): Turn<C> | undefined {
  if (held === undefined || (talk !== null && talk.type !== 'offering')) return undefined
  if (tookBack === true && !isCancel(text) && !isAll(text)) return undefined
  const command = commands.find(({ words }) => words.some(isCancel))
  if (command === undefined || !isSecondThought(commands, held, text)) return undefined
  return { do: 'run', command, given: isAll(text) ? { all: 'tout' } : {}, talk: null, aside: false }
}

/** Whether nothing but the act was meant: the rest of what was said is then quoted. */
export function saysNoMore(
  text: string,
  numbers: readonly string[],
  commands: readonly TalkCommand[],
): boolean {
  if (isCancel(text) || isAll(text) || refuses(text, [...numbers, ...actWords(commands)])) return true
  const said = match(commands, text)
  return said.type === 'ready' && said.command.words.some(isCancel)
}

type Held = NonNullable<TalkTools<TalkCommand>['held']>

function isSecondThought(
  commands: readonly TalkCommand[],
  { numbers, withdrawal }: Held,
  text: string,
): boolean {
  if (isCancel(text) || isAll(text)) return true
  const said = match(commands, text)
  if (said.type === 'ready') return false
  const halt = haltOf(text, numbers)
  // « c’est une erreur », once it is withdrawn, does not bring it back.
  if (withdrawal) return halt === 'halt'
  if (said.type === 'ask') {
    const of = said.given.number
    if (said.command.effect !== 'tells' || (of !== undefined && !numbers.includes(of))) return false
  }
  if (halt !== undefined || refuses(text, [...numbers, ...actWords(commands)])) return true
  if (said.type === 'unknown') return regrets(text, numbers)
  return said.type !== 'ask' && saysHalt(text, numbers)
}

function actWords(commands: readonly TalkCommand[]): readonly string[] {
  return commands.flatMap(({ effect, words }) => (effect === 'tells' ? words : []))
}
