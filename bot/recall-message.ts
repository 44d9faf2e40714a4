import { cleanQuoted } from './clean-message.ts'
import type { CommandContext } from './command.ts'
import type { Confirming } from './talk/state.ts'

/**
 * The context as it was when the act was asked about: the message that it answered, and the files that it brought, which
 * are fetched again from where they were sent. Undefined when they are gone.
 */
export async function recallMessage(
  context: CommandContext,
  { said }: Confirming,
): Promise<CommandContext | undefined> {
  const { files: _files, about: _about, ...rest } = context.message
  if (said === undefined) return { ...context, message: rest }
  const message = {
    ...rest,
    room: said.room,
    ...(said.about === undefined ? {} : { about: said.about }),
  }
  if (!said.files) return { ...context, message }
  const again = await context.fetchMessage?.(said.room, said.id)
  return again === undefined
    ? undefined
    : { ...context, message: { ...message, files: cleanQuoted(again).files } }
}
