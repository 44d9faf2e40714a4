import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { match } from '#bot/grammar/match.ts'

describe('a text that calls no command', () => {
  it.each([
    'lot 2381',
    'les fiches de la ddpp 34',
    'alertes listeria occitanie',
    'évènements brie',
    'marque causse',
  ])('proposes to search for what names events: « %s »', (text) => {
    expect(match(commands, text)).toMatchObject({ type: 'unknown', suggestions: [`chercher ${text}`] })
  })

  it.each(['brie sauf leclerc', 'tot 12', 'brie', 'les 3 lots'])('makes no command of « %s »', (text) => {
    expect(match(commands, text)).toMatchObject({ type: 'unknown', suggestions: [], retype: [] })
  })

  it('passes over the words that go on from what was said before', () => {
    for (const said of ['et', 'et puis', 'du coup', 'alors'])
      expect(match(commands, `${said} préviens moi de listeria`)).toMatchObject({
        type: 'ready',
        command: { name: 'abonner' },
      })
  })
})
