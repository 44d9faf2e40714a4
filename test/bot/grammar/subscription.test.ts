import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSubscription } from '#bot/grammar/subscription.ts'

const day = (hour: number) => ({ every: 'day', hour })
const week = (weekday: number, hour: number) => ({ every: 'week', weekday, hour })

describe('reading a subscription', () => {
  it.each([
    ['danger:listeria chaque jour à 8h par courriel', 'danger:listeria', day(8), 'email'],
    ['danger:listeria par courriel, chaque jour à 8 h', 'danger:listeria', day(8), 'email'],
    ['danger:listeria tous les matins', 'danger:listeria', day(8), undefined],
    ['danger:listeria quotidien', 'danger:listeria', day(8), undefined],
    ['région:occitanie chaque lundi à 9 h', 'région:occitanie', week(1, 9), undefined],
    ['région:occitanie tous les vendredis à 17:00 par mail', 'région:occitanie', week(5, 17), 'email'],
    ['cheese every friday at 5 pm by email', 'cheese', week(5, 17), 'email'],
    ['cheese daily at 12am', 'cheese', day(0), undefined],
    ['lait cru chaque semaine', 'lait cru', week(1, 8), undefined],
    ['lait cru immédiat sur la console', 'lait cru', { every: 'entry' }, 'console'],
    ['lait cru immediately', 'lait cru', { every: 'entry' }, undefined],
    ['"par courriel"', '"par courriel"', undefined, undefined],
    ['danger:listeria', 'danger:listeria', undefined, undefined],
    ['chaque jour à 8 h', '', day(8), undefined],
  ])('reads « %s »', (text, query, pace, channel) => {
    expect(readSubscription(text)).toEqual({
      query,
      ...(pace === undefined ? {} : { pace }),
      ...(channel === undefined ? {} : { channel }),
    })
  })

  it.each([
    ['brie chaque jour à 25 h', 'chaque jour à 25 h'],
    ['danger:listeria chaque Dimanche à 25 h', 'chaque Dimanche à 25 h'],
    ['danger:listeria tous les quinze jours', 'tous les quinze jours'],
    ['brie par sms', 'par sms'],
    ['fromage vendu par courriel le lundi matin', 'par courriel le lundi matin'],
    ['brie par courriel danger:listeria', 'par courriel danger:listeria'],
    ['brie chaque jour à 8 h chaque lundi à 9 h', 'chaque jour à 8 h'],
  ])('says what it could not read in « %s »', (text, unread) => {
    expect(readSubscription(text).unread).toBe(unread)
  })

  it('takes words in quotation marks for words', () => {
    expect(readSubscription('"chaque jour" brie')).toEqual({ query: '"chaque jour" brie' })
  })

  it('reads any text, and only takes from its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(text.normalize('NFC').trim().startsWith(readSubscription(text).query)).toBe(true)
      }),
    )
  })
})
