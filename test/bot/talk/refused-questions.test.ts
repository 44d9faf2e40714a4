import { describe, expect, it } from 'vitest'
import { commands } from '#bot/commands.ts'
import { isGivingUp } from '#bot/talk/choose.ts'
import { decideTurn } from '#bot/talk/dialogue.ts'
import { isNoneOf, isNotThis } from '#bot/talk/not-this.ts'
import { emptyState, type State } from '#bot/talk/state.ts'

const recent = ['A-2026.2', 'A-2026.1'].map((number) => ({ number, version: null }))
const tools = {
  commands,
  year: 2026,
  fill: () => {
    throw new Error('nothing is filled in')
  },
}
function hear(text: string, more: Partial<State> = {}) {
  return decideTurn(tools, { ...emptyState('2026-11-23T09:00:00Z'), recent, ...more }, text)
}
const asked = hear('point Rappel en cours').talk

describe('« .2 »', () => {
  it('is the second of the year, and not the second that is proposed', () => {
    expect(hear('.2', { talk: asked })).toMatchObject({ do: 'run', given: { number: 'A-2026.2' } })
    expect(hear('le .2', { talk: asked })).toMatchObject({ do: 'run', given: { number: 'A-2026.2' } })
    expect(hear('2', { talk: asked })).toMatchObject({ do: 'run', given: { number: 'A-2026.1' } })
    expect(hear('suivre .2')).toMatchObject({ do: 'run', given: { number: 'A-2026.2' } })
  })

  it('is asked about when another year has one, or nobody spoke of it, unless one only reads', () => {
    const old = [...recent, { number: 'A-2025.2', version: null }]
    expect(hear('.2', { talk: asked, recent: old })).toMatchObject({
      do: 'say',
      talk: { choices: ['A-2026.2', 'A-2025.2'] },
    })
    expect(hear('.7', { talk: asked })).toMatchObject({ do: 'say', talk: { choices: ['A-2026.7'] } })
    expect(hear('suivre .7')).toMatchObject({ do: 'say', talk: { choices: ['A-2026.7'] } })
    expect(hear('voir .7')).toMatchObject({ do: 'run', given: { number: 'A-2026.7' } })
    expect(hear('point .2 Tout est rappelé')).toMatchObject({
      talk: { type: 'offering', sentences: ['point A-2026.2 Tout est rappelé'] },
    })
  })
})

describe('what refuses what is asked', () => {
  const why = hear('retirer A-2026.2').talk

  it.each([
    'c’est pas celle la',
    'ah non, c’est pas la bonne fiche',
    'pas celle-là',
    'ce n’est pas celui-ci',
    'c’est pas le bon numéro, pardon',
  ])('is no number, no motive and no text: %s', (text) => {
    for (const talk of [asked, why])
      expect(hear(text, { talk })).toMatchObject({ do: 'say', answer: { type: 'cancelled' }, talk: null })
  })

  it.each(['aucune des deux', 'ni l’une ni l’autre', 'une autre'])('is no number: %s', (text) => {
    expect(isNoneOf(text)).toBe(true)
    expect(hear(text, { talk: asked })).toMatchObject({ answer: { type: 'cancelled' }, talk: null })
  })

  it('leaves a motive that says why', () => {
    for (const text of [
      'ce n’est pas la bonne fiche : doublon de A-2026.1',
      'pas de danger',
      'ce n’est pas la bonne marque',
      'c’est une erreur du laboratoire',
    ])
      expect(isNotThis(text), text).toBe(false)
  })

  it('gives up', () => {
    for (const text of [
      'abandonne',
      'j’abandonne',
      'bon, laisse tomber',
      'on laisse tomber',
      'laissez',
      'oublie',
    ])
      expect(isGivingUp(text), text).toBe(true)
    for (const text of ['laisse', 'laisse tomber en poudre', 'abandonné sur place', 'oublie le lot L1'])
      expect(isGivingUp(text), text).toBe(text === 'laisse')
  })
})
