import { describe, expect, it } from 'vitest'
import { addressed } from '#adapters/matrix/addressed.ts'

const bot = { userId: '@vigie:agent.example', name: 'Vigie' }
const heard = (text: string, ways: Partial<Parameters<typeof addressed>[0]> = {}) =>
  addressed({ text, mentions: [], direct: false, repliesToBot: false, ...ways }, bot)?.text

describe('a message in a room', () => {
  it.each([
    ['!aide', '!aide'],
    ['Vigie : voir A-2026.1', 'voir A-2026.1'],
    ['vigie, aide', 'aide'],
    ['@vigie:agent.example chercher brie', 'chercher brie'],
    ['@vigie aide', 'aide'],
  ])('is for the bot when it begins so: %s', (text, expected) => {
    expect(heard(text)).toBe(expected)
  })

  it('is for the bot when it mentions it or replies to it', () => {
    expect(heard('aide, @vigie:agent.example', { mentions: [bot.userId] })).toBe('aide,')
    expect(heard('oui', { repliesToBot: true })).toBe('oui')
  })

  it.each([
    'Vigie dit que le lot est bloqué',
    'Bonjour à tous',
    '! attention',
    '!!!',
    'on en parle avec Vigie',
  ])('is left to people otherwise: %s', (text) => {
    expect(heard(text)).toBeUndefined()
  })
})

describe('a message that names the bot', () => {
  it.each([
    ['Vigie : aide', true],
    ['!aide', false],
  ])('is told from one that does not: %s', (text, named) => {
    const said = { text, mentions: [], direct: false, repliesToBot: false }
    expect(addressed(said, bot)?.named).toBe(named)
  })
})

describe('a direct message', () => {
  it('is always for the bot, with or without its name', () => {
    expect(heard('aide', { direct: true })).toBe('aide')
    expect(heard('Vigie : aide', { direct: true })).toBe('aide')
  })
})
