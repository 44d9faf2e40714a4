import type { MatrixEvent } from 'matrix-js-sdk'
import type { QuotedMessage } from '#bot/chat.ts'
import { decideIncoming, editedContent } from './client/decide-incoming.ts'
import { plainEvent } from './client/decrypt.ts'
import { type FileReader, readFile } from './read-file.ts'

/** A message as it stands, with its files; undefined when it is gone, unreadable, or the bot's own. @throws UnreadFile */
export async function fetchMessage(
  bot: FileReader,
  room: string,
  id: string,
): Promise<QuotedMessage | undefined> {
  const event = await bot.matrix.event(room, id)
  if (event === undefined || event.isRedacted()) return undefined
  const said = decideIncoming(plainEvent(room, event), bot.matrix.userId)
  if (said?.type !== 'message') return undefined
  return {
    id,
    from: said.sender,
    name: bot.matrix.displayName(room, said.sender),
    text: textOf(event) ?? said.body,
    at: said.at.toString(),
    files: said.file === undefined ? [] : [await readFile(bot, said.file)],
  }
}

/** What it says after its last edit, where the client has seen one. */
function textOf(event: MatrixEvent): string | undefined {
  return editedContent(event.replacingEvent()?.getContent())?.body
}
