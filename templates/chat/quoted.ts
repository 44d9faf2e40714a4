import { code, plain, shorten } from './worded.ts'

const longestQuote = 280

/** The words that left, or would: enough to recognise them by. */
export function quoted(text: string): string {
  return `« ${plain(shorten(text.trim().replaceAll(/\s+/g, ' '), longestQuote))} »`
}

/** What was typed and is given back, whole: to be copied and sent. */
export function quotedSentence(sentence: string): string {
  return sentence.includes('\n') ? `« ${plain(sentence)} »` : code(sentence)
}
