import { describe, expect, it } from 'vitest'
import type { Command } from '#bot/command.ts'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { emptyState } from '#bot/talk/state.ts'
import type { TalkTools } from '#bot/talk/turn.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { draftOf } from './hearing.ts'

const now = '2026-11-23T09:00:00Z'
const tools: TalkTools<Command> = {
  commands,
  fill: () => ({
    kind: kinds['food-product'],
    central: false,
    read: () => ({ ok: false, suggestions: [], rule: '' }),
    misplaced: () => [],
    show: () => [],
  }),
}
describe('who would be told', () => {
  const waiting = { ...emptyState(now), talk: draftOf('A-2026.1') }

  it.each([
    'qui ?',
    'à qui ?',
    'lesquels ?',
    'qui sont les 4 autres ?',
    'qui d’autre ?',
    'qui serait averti ?',
    'portée',
  ])('is shown, and the question stays: « %s »', (text) => {
    expect(decideTurn(tools, waiting, text)).toMatchObject({
      do: 'run',
      command: { name: 'portée' },
      given: { number: 'A-2026.1' },
      talk: waiting.talk,
    })
  })

  it('is not asked by a word of it alone', () => {
    for (const text of ['les autres lots sont retirés', 'oui', 'qui est le chef ?', '4'])
      expect(decideTurn(tools, waiting, text)).not.toMatchObject({ command: { name: 'portée' } })
  })

  it('is not asked of what is withdrawn, which others are told of', () => {
    const talk = { ...draftOf('A-2026.1'), draft: false, command: 'retirer' }
    expect(decideTurn(tools, { ...waiting, talk }, 'qui ?')).toMatchObject({ do: 'say', talk })
  })
})
