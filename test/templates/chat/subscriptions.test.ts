import { describe, expect, it } from 'vitest'
import { wordSubscribed } from '#templates/chat/subscriptions.ts'
import { paceLabel } from '#templates/words.ts'

const made = {
  id: 4,
  query: 'région:Occitanie',
  channel: 'console',
  pace: { every: 'entry' },
  room: false,
} as const
const first = (answer: Parameters<typeof wordSubscribed>[0]) => wordSubscribed(answer).text.split('\n')[0]

describe('the answer to a subscription', () => {
  it('says how it was before when it replaces one', () => {
    const replaced = { channel: 'email', pace: { every: 'day', hour: 8 } } as const
    expect(first({ ...made, replaced })).toBe(
      'Cet abonnement remplace votre abonnement **n° 4** (courriel, chaque jour ouvré à 8 h). Je vous avertirai de ce qui correspond désormais à `région:Occitanie`.',
    )
    expect(first({ ...made, replaced: made })).toContain(
      'C’est déjà votre abonnement **n° 4** : rien n’est changé.',
    )
    expect(first({ ...made, room: true, replaced })).toContain(
      'remplace l’abonnement **n° 4** (chaque jour ouvré à 8 h).',
    )
    expect(first(made)).toContain('Abonnement **n° 4** enregistré.')
  })

  it('says the minutes of a pace', () => {
    expect(paceLabel({ every: 'day', hour: 8, minute: 5 })).toBe('chaque jour ouvré à 8 h 05')
    expect(paceLabel({ every: 'week', weekday: 1, hour: 17, minute: 30 })).toBe('chaque lundi à 17 h 30')
    expect(paceLabel({ every: 'day', hour: 8 })).toBe('chaque jour ouvré à 8 h')
  })
})
