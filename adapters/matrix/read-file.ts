import type { ChatFile } from '#bot/chat.ts'
import { largestFile } from '#core/documents/limits.ts'
import type { Bot } from './bot.ts'
import type { IncomingFile } from './client/incoming-event.ts'

/** A file that is not taken: too large, gone, or not what was announced. */
export class UnreadFile extends Error {
  override readonly name = 'UnreadFile'
  readonly facts: { readonly name: string; readonly why: 'too-large' | 'unreadable'; readonly most: number }

  constructor(name: string, why: 'too-large' | 'unreadable') {
    super(`${why}: ${name}`)
    this.facts = { name, why, most: largestFile }
  }
}

export type FileReader = Pick<Bot, 'matrix' | 'report'>

/** Fetches and decrypts a file that came with a message. @throws UnreadFile */
export async function readFile(bot: FileReader, file: IncomingFile): Promise<ChatFile> {
  if ((file.size ?? 0) > largestFile) throw new UnreadFile(file.name, 'too-large')
  try {
    return { name: file.name, mediaType: file.mediaType, bytes: await bot.matrix.download(file) }
  } catch (error) {
    bot.report(error)
    throw new UnreadFile(file.name, 'unreadable')
  }
}
