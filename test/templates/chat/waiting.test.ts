import { describe, expect, it } from 'vitest'
import { wordConfirmAgain, wordLapsed, wordStillOpen } from '#templates/chat/dialogue.ts'

const about = (text: string) =>
  ({
    type: 'confirming',
    number: 'A-2026.1',
    draft: false,
    command: 'message',
    sentence: `message A-2026.1 ${text}`,
  }) as const

describe('a question that still waits', () => {
  it('names a short sentence as it may be sent, and a long one by its beginning', () => {
    expect(wordStillOpen({ about: about('Retiré.') }).text).toContain('`message A-2026.1 Retiré.`')
    const long = about('mot '.repeat(2400))
    for (const { text } of [wordStillOpen({ about: long }), wordConfirmAgain({ about: long })])
      expect(text.length).toBeLessThan(500)
  })

  it('is given back whole when it is left', () => {
    const long = about('mot '.repeat(2400))
    expect(wordLapsed({ about: long }).text).toContain(long.sentence)
  })
})
