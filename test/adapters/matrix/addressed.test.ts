import { describe, expect, it } from 'vitest'
import { addressed } from '#adapters/matrix/addressed.ts'
import { understands } from '#bot/understands.ts'

const bot = { userId: '@vigie:agent.example', name: 'Vigie', understands }
type Ways = Partial<Parameters<typeof addressed>[0]>
const said = (text: string, ways: Ways = {}) =>
  addressed({ text, mentions: [], direct: false, repliesToBot: false, ...ways }, bot)
const heard = (text: string, ways: Ways = {}) => said(text, ways)?.text

const link = 'https://matrix.to/#/@vigie:agent.example'
const encoded = 'https://matrix.to/#/%40vigie%3Aagent.example?via=agent.example'

describe('a message in a room', () => {
  it('is for the bot whatever signs its account is made of', () => {
    for (const local of ['vigie-essai', 'vigie.essai', 'vigie_essai', 'vigie=2d/essai', 'vigie+1'])
      expect([
        local,
        addressed(
          { text: `@${local}:agent-2.example: aide`, mentions: [], direct: false, repliesToBot: false },
          { ...bot, userId: `@${local}:agent-2.example` },
        )?.text,
      ]).toEqual([local, 'aide'])
  })

  it.each([
    ['!aide', '!aide'],
    ['Vigie : voir A-2026.1', 'voir A-2026.1'],
    ['vigie, aide', 'aide'],
    ['« Vigie » : aide', 'aide'],
    ['@vigie:agent.example chercher brie', 'chercher brie'],
    ['@vigie:agent.example: chercher brie', 'chercher brie'],
    ['@vigie aide', 'aide'],
    ['@Vigie, aide', 'aide'],
    [`[@vigie:agent.example](${link}) mes abonnements`, 'mes abonnements'],
    [`[@Vigie](${encoded}) mes abonnements`, 'mes abonnements'],
    [`[Vigie](<${link}>): mes abonnements`, 'mes abonnements'],
    ['[Vigie](matrix:u/vigie:agent.example) mes abonnements', 'mes abonnements'],
    [`mes abonnements [Vigie](${link})`, 'mes abonnements'],
    [`"Vigie" (${link}): mes abonnements`, 'mes abonnements'],
    [`Vigie (${link}) : mes abonnements`, 'mes abonnements'],
    [`Vigie <${link}> mes abonnements`, 'mes abonnements'],
    [`${link} mes abonnements`, 'mes abonnements'],
    ['Vigie mes abonnements', 'mes abonnements'],
    ['VIGIE mes abonnements', 'mes abonnements'],
    ['mes abonnements Vigie', 'mes abonnements'],
    ['mes abonnements, Vigie !', 'mes abonnements,'],
    ['Vigie chercher brie de Meaux', 'chercher brie de Meaux'],
    ['bonjour Vigie', 'bonjour'],
    ['Vigie ?', '?'],
    ['Vigie - mes abonnements', 'mes abonnements'],
    ['Vigie — mes abonnements', 'mes abonnements'],
    ['Vigie. Mes abonnements', 'Mes abonnements'],
    ['Vigie… mes abonnements', 'mes abonnements'],
    ['Vigie ! mes abonnements', 'mes abonnements'],
    ['**Vigie** mes abonnements', 'mes abonnements'],
    ['_@Vigie_ : mes abonnements', 'mes abonnements'],
    ['Vigie (@vigie:agent.example): mes abonnements', 'mes abonnements'],
    ['<@vigie:agent.example> mes abonnements', 'mes abonnements'],
    ['mes abonnements "Vigie" <@vigie:agent.example>', 'mes abonnements'],
    ['Vigie\u00a0: mes abonnements', 'mes abonnements'],
    ['Vigie :\nmes abonnements', 'mes abonnements'],
  ])('is for the bot when it names it: %s', (text, expected) => {
    expect(heard(text)).toBe(expected)
  })

  it.each([
    ['Vigie mes abonnements', 'mes abonnements'],
    ['Vigie: mes abonnements', 'mes abonnements'],
    ['mes abonnements Vigie', 'mes abonnements'],
    ['@vigie:agent.example', ''],
    ['aide, @vigie:agent.example', 'aide'],
    ['oui', 'oui'],
    ['Vigie dit que le lot est bloqué', 'dit que le lot est bloqué'],
  ])('is for the bot when it mentions it, whatever it says: %s', (text, expected) => {
    expect(said(text, { mentions: ['@bob:a', bot.userId] })).toEqual({ text: expected, named: true })
  })

  it('may mention it under the name that its room gives it', () => {
    const formatted = `<a href="${encoded}">La vigie (DDPP)</a>: mes abonnements`
    expect(heard('La vigie (DDPP): mes abonnements', { mentions: [bot.userId], formatted })).toBe(
      'mes abonnements',
    )
  })

  it('is for the bot when it replies to it', () => {
    expect(heard('oui', { repliesToBot: true })).toBe('oui')
  })

  it.each([
    'Vigie dit que le lot est bloqué',
    'Bonjour à tous',
    '! attention',
    '!!!',
    'on en parle avec Vigie',
    'Vigie aide beaucoup',
    'Vigie - le lot est bloqué',
    'Vigie... quelle aide',
    'Vigie-crues mes abonnements',
    'Vigie.fr : mes abonnements',
    'Vigie,',
    'La @vigie:autre.example mes abonnements',
    '[Bob](https://matrix.to/#/@bob:agent.example) mes abonnements',
    `https://matrix.to/#/@vigie:agent.example.autre mes abonnements`,
  ])('is left to people otherwise: %s', (text) => {
    expect(heard(text)).toBeUndefined()
  })

  it.each(['Vigie ', '[', '@vigie ', `${link} `, '"Vigie', ' ,;: ', 'Vigie....', '[Vigie]('])(
    'is read at once, however long it is: %j',
    (piece) => {
      const start = performance.now()
      heard(`x${piece.repeat(200_000 / piece.length)}x`, { mentions: [bot.userId] })
      // Work that grew as the square of the text would take minutes.
      expect(performance.now() - start).toBeLessThan(3000)
    },
  )
})

describe('a message that names the bot', () => {
  it.each([
    ['Vigie : aide', true],
    ['!aide', false],
  ])('is told from one that does not: %s', (text, named) => {
    expect(said(text)?.named).toBe(named)
  })
})

describe('a direct message', () => {
  it('is always for the bot, with or without its name', () => {
    expect(heard('aide', { direct: true })).toBe('aide')
    expect(heard('Vigie : aide', { direct: true })).toBe('aide')
    expect(heard('Vigie mes abonnements', { direct: true })).toBe('mes abonnements')
    expect(heard('Vigie dit que', { direct: true })).toBe('Vigie dit que')
  })
})
