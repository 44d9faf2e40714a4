import { commands } from './commands.ts'
import { helpOn } from './grammar/help.ts'
import { match } from './grammar/match.ts'

/** Whether a text is a whole command, so that it may be meant for the bot where people talk to each other. */
export function understands(text: string): boolean {
  const said = match(commands, text)
  if (said.type !== 'ready') return false
  // « Vigie aide beaucoup » asks for no help.
  const { topic } = said.given
  return topic === undefined || helpOn(commands, topic).type !== 'none'
}
