import { describe, expect, it } from 'vitest'
import { choiceKeys, readReaction } from '#adapters/matrix/reactions.ts'

describe('a reaction', () => {
  it.each(['👍', '👍️', '👍🏽', '👍🏿', '✅', '✔️', '👌🏻'])('%s confirms', (key) => {
    expect(readReaction(key)).toEqual({ type: 'confirm' })
  })

  it.each(['❌', '👎', '👎🏾', '✖️', '🚫'])('%s cancels', (key) => {
    expect(readReaction(key)).toEqual({ type: 'cancel' })
  })

  it('chooses by its number, with or without the signs that clients leave out', () => {
    for (const [at, key] of choiceKeys(10).entries())
      expect(readReaction(key)).toEqual({ type: 'choice', n: at + 1 })
    for (const key of ['2\u20e3', '2', '2\ufe0f\u20e3'])
      expect(readReaction(key)).toEqual({ type: 'choice', n: 2 })
  })

  it('pins', () => {
    expect(readReaction('📌')).toEqual({ type: 'pin' })
  })

  it.each(['❤️', '🎉', '0️⃣', '11', 'oui', ''])('%s says nothing', (key) => {
    expect(readReaction(key)).toEqual({ type: 'other' })
  })
})

describe('the keys of numbered choices', () => {
  it('are ten at most', () => {
    expect(choiceKeys(3)).toEqual(['1️⃣', '2️⃣', '3️⃣'])
    expect(choiceKeys(20).at(-1)).toBe('🔟')
    expect(choiceKeys(20)).toHaveLength(10)
  })
})
