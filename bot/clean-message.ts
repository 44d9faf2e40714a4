import { cleanLine, cleanText } from '#core/clean-text.ts'
import { cleanName } from '#core/documents/limits.ts'
import type { ChatFile, ChatMessage, QuotedMessage } from './chat.ts'

/** What a chat hands over, as everything after reads it: what people cannot see does not count. */
export function cleanMessage(message: ChatMessage): ChatMessage {
  const { text, files } = message
  return {
    ...message,
    text: cleanText(text),
    ...(files === undefined ? {} : { files: files.map(cleanFile) }),
  }
}

export function cleanQuoted(quoted: QuotedMessage): QuotedMessage {
  const { name, text, files } = quoted
  return { ...quoted, name: cleanLine(name), text: cleanText(text), files: files.map(cleanFile) }
}

function cleanFile(file: ChatFile): ChatFile {
  return { ...file, name: cleanName(file.name) }
}
