import { match } from '../grammar/match.ts'
import { isCancel } from './choose.ts'
import { isAll, regrets } from './regrets.ts'
import type { State } from './state.ts'
import type { TalkCommand, TalkTools, Turn } from './turn.ts'
import { refuses } from './yes-no.ts'

/**
 * What was done last tells nobody and waits for nothing: a subscription that began or ended. A second thought says the
 * sentence that puts it back, and is about no act before it. Several such sentences are only shown: one was meant, or all.
 */
export function puttingBack<C extends TalkCommand>(
  { commands }: TalkTools<C>,
  { talk, back }: State,
  text: string,
): Turn<C> | undefined {
  if (back === undefined || (talk !== null && talk.type !== 'offering')) return undefined
  if (!isCancel(text) && !isAll(text) && !isRegret(commands, text)) return undefined
  const [only = '', ...others] = back
  const said = match(commands, only)
  return others.length === 0 && said.type === 'ready'
    ? { do: 'run', command: said.command, given: said.given, talk: null, aside: false }
    : { do: 'say', answer: { type: 'put-back', data: { sentences: back } }, talk }
}

/** A sentence that is a whole command stands for itself. */
function isRegret(commands: readonly TalkCommand[], text: string): boolean {
  const said = match(commands, text)
  if (said.type === 'ready' || (said.type === 'ask' && said.given.number !== undefined)) return false
  return regrets(text) || refuses(text)
}
