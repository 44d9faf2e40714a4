import type { Context } from '#core/context.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { joinedStore } from '#core/store/joined.ts'
import type { Command, CommandContext, Reply } from './command.ts'
import type { Given } from './grammar/argument.ts'

/** Runs a command with the files of its message: both or neither. @throws Refusal as the command, and document-refused */
export async function withFiles(context: CommandContext, command: Command, given: Given): Promise<Reply> {
  const files = context.message.files ?? []
  if (files.length === 0 || command.takesFiles === 'itself') return command.answer(context, given)
  if (command.takesFiles === undefined) return leavingFiles(context, await command.answer(context, given))
  return context.ctx.store.transaction(async (em) => {
    const ctx: Context = { ...context.ctx, store: joinedStore(context.ctx.store, em) }
    const reply = await command.answer({ ...context, ctx }, given)
    if (reply.touched === undefined) return leavingFiles(context, reply)
    // What comes with a note is told to nobody, as the note.
    await attachDocuments(ctx, { number: reply.touched.number, files, tell: reply.tells !== undefined })
    return {
      ...reply,
      answer: { type: 'files-kept', data: { answer: reply.answer, names: namesOf(context) } },
    }
  })
}

/** Says that the files of a message were not kept, so that nobody believes them to be. */
export function leavingFiles(context: CommandContext, reply: Reply): Reply {
  const names = namesOf(context)
  if (names.length === 0) return reply
  const { answer } = reply
  const only = answer.type === 'empty' || answer.type === 'unknown'
  return { ...reply, answer: { type: 'files-left', data: { names, ...(only ? {} : { answer }) } } }
}

function namesOf({ message: { files = [] } }: CommandContext): readonly string[] {
  return files.map(({ name }) => name)
}
