import { describe, expect, it } from 'vitest'
import { wordAnswer } from '#templates/chat/answer.ts'
import { wordReactions } from '#templates/chat/reactions.ts'

describe('the reactions under an answer', () => {
  it('say what they do', () => {
    const reactions = { confirm: 'publier A-2026.1', cancel: 'non' }
    expect(wordReactions({ text: 'Publier ?', choices: ['oui', 'non'], reactions })).toBe(
      '👍 publier · ❌ garder le brouillon',
    )
  })

  it('are the numbers alone where the choices stand numbered', () => {
    const { text, choices } = wordAnswer({
      type: 'unknown',
      data: { seen: 'vor', retype: [], suggestions: ['voir', 'note'] },
    })
    expect(wordReactions({ text, choices: choices ?? [] })).toBe('1️⃣ 2️⃣')
  })

  it('name the choices that the text does not number', () => {
    expect(wordReactions({ text: 'Deux.', choices: ['voir A-2026.1', 'suite'] })).toBe(
      '1️⃣ `voir A-2026.1` · 2️⃣ `suite`',
    )
  })

  it('go to ten', () => {
    const choices = Array.from({ length: 12 }, (_, at) => `choix ${at}`)
    expect(wordReactions({ text: '1. choix 0', choices, reactions: { cancel: 'annuler' } })).toMatch(
      /^1️⃣ .* 🔟 · ❌ annuler$/,
    )
  })

  it('are none when nothing is asked', () => {
    expect(wordReactions({ text: 'D’accord.' })).toBe('')
  })
})
