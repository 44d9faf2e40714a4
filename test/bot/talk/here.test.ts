import { describe, expect, it } from 'vitest'
import type { Command } from '#bot/command.ts'
import { commands } from '#bot/commands.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { emptyState, touch } from '#bot/talk/state.ts'
import type { TalkTools } from '#bot/talk/turn.ts'
import { kinds } from '#core/kinds/kinds.ts'

const tools: TalkTools<Command> = {
  commands,
  fill: () => ({
    kind: kinds['food-product'],
    central: false,
    read: () => ({ ok: false, suggestions: [] }),
    misplaced: () => [],
    show: () => [],
  }),
}
const now = '2026-11-23T09:00:00Z'
const ran = (name: string) => ({ do: 'run', command: { name } })

describe('where an event is spoken of', () => {
  const there = { ...tools, here: 'A-2026.7' }
  const heard = (text: string, state = emptyState(now)) => decideTurn(there, state, text)

  it('a command without a number is about it, its text as it was written', () => {
    expect(heard('point Rappel publié.')).toMatchObject({
      ...ran('point'),
      given: { number: 'A-2026.7', text: 'Rappel publié.' },
    })
    expect(heard('!portée')).toMatchObject({ ...ran('portée'), given: { number: 'A-2026.7' } })
  })

  it('another number counts when it is given', () => {
    expect(heard('voir A-2026.1')).toMatchObject({ ...ran('voir'), given: { number: 'A-2026.1' } })
  })

  it('it is the other event of a link, but never its own', () => {
    expect(heard('lier A-2026.1')).toMatchObject({ given: { number: 'A-2026.1', other: 'A-2026.7' } })
    expect(heard('lier A-2026.7')).toMatchObject({ do: 'say', talk: { missing: 'other', choices: [] } })
  })

  it('only what is left is asked for', () => {
    expect(heard('modifier')).toMatchObject({
      do: 'say',
      talk: { command: 'modifier', given: { number: 'A-2026.7' }, missing: 'changes' },
    })
  })

  it('it is proposed first when the number could not be read', () => {
    const state = touch(emptyState(now), 'A-2026.1', undefined)
    expect(heard('suivre ça', state)).toMatchObject({ talk: { choices: ['A-2026.7', 'A-2026.1'] } })
  })
})
