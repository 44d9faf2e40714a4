import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSubscription } from '#bot/grammar/subscription.ts'

const day = (hour: number, minute?: number) => ({
  every: 'day',
  hour,
  ...(minute === undefined ? {} : { minute }),
})
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
    ['brie chaque jour à 8h30', 'brie', day(8, 30), undefined],
    ['brie chaque jour à 8 h 05 par courriel', 'brie', day(8, 5), 'email'],
    ['brie chaque lundi à 17:45', 'brie', { every: 'week', weekday: 1, hour: 17, minute: 45 }, undefined],
    ['danger:listeria svp', 'danger:listeria', undefined, undefined],
    ['danger:listeria s’il vous plaît, merci !', 'danger:listeria', undefined, undefined],
    ['danger:listeria chaque jour à 8 h, merci d’avance', 'danger:listeria', day(8), undefined],
    ['danger:listeria merci par courriel', 'danger:listeria', undefined, 'email'],
    ['bonjour, je voudrais être averti danger:listeria', 'danger:listeria', undefined, undefined],
    ['danger:listeria une fois par jour', 'danger:listeria', day(8), undefined],
    ['danger:listeria le matin', 'danger:listeria', day(8), undefined],
    ['danger:listeria le matin à 7 h', 'danger:listeria', day(7), undefined],
    ['salmonelle hebdo', 'salmonelle', week(1, 8), undefined],
    ['salmonelle une fois par semaine', 'salmonelle', week(1, 8), undefined],
    ['danger:listeria mail quotidien', 'danger:listeria', day(8), 'email'],
    ['fromage vendu par courriel le lundi matin', 'fromage vendu', week(1, 8), 'email'],
    ['tous les trucs sur les huîtres', 'huîtres', undefined, undefined],
    ['danger:listeria le soir', 'danger:listeria', day(18), undefined],
    ['danger:listeria tchap', 'danger:listeria', undefined, 'matrix'],
    ['alerte locale gard par mail en immédiat', 'alerte locale gard', { every: 'entry' }, 'email'],
    ['aux listeria en Occitanie tous les matins par mail stp', 'listeria en Occitanie', day(8), 'email'],
    ['salmonelle dans l’Hérault par mail', 'salmonelle dans l’Hérault', undefined, 'email'],
    ['fromages au lait cru tous les lundis', 'fromages au lait cru', week(1, 8), undefined],
    ['tout', 'tout', undefined, undefined],
    ['tout par mail', 'tout', undefined, 'email'],
    ['les TIAC', 'TIAC', undefined, undefined],
    ['lot:34', 'lot:34', undefined, undefined],
    ['dept:34', 'dept:34', undefined, undefined],
    ['"tout compris" mes:1', '"tout compris" mes:1', undefined, undefined],
    ['marque:Merci', 'marque:Merci', undefined, undefined],
    ['"bonjour"', '"bonjour"', undefined, undefined],
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
    ['brie par fax chaque jour', 'par fax'],
    ['danger:listeria à 8h30', 'à 8h30'],
    ['danger:listeria immédiat à 18:15', 'à 18:15'],
    ['danger:listeria vers 9 heures', 'vers 9 heures'],
    ['danger:listeria à midi', 'à midi'],
    ['danger:listeria le week-end', 'le week-end'],
    ['brie chaque jour à 8h75', 'chaque jour à 8h75'],
    ['brie merci de me prévenir', 'merci de me prévenir'],
    ['danger:listeria je souhaite dept:34', 'souhaite dept:34'],
    ['brie par courriel danger:listeria', 'par courriel danger:listeria'],
    ['tout ce qui concerne le 30', 'le 30'],
    ['listeria dans le 34', 'dans le 34'],
    ['listeria du 2A', 'du 2A'],
    ['listeria dans mon département', 'mon département'],
    ['huîtres région Occitanie', 'région Occitanie'],
    ['listeria sauf fromage', 'sauf fromage'],
    ['moi à tout', 'moi à tout'],
    ['danger:listeria pas', 'pas'],
    ['danger:listeria non attends', 'non attends'],
    ['danger:salmonelle pas par courriel', 'pas'],
    ['brie mais seulement le lait cru', 'mais seulement le lait cru'],
    ['brie finalement non', 'finalement non'],
    ['brie non pas encore', 'non pas encore'],
    ['brie annuler', 'annuler'],
    ['not listeria', 'not listeria'],
    ['listeria deux fois par jour', 'fois par jour'],
    ['listeria par mail et tchap', 'par mail'],
    ['brie chaque jour à 8 h chaque lundi à 9 h', 'chaque jour à 8 h'],
  ])('says what it could not read in « %s »', (text, unread) => {
    expect(readSubscription(text).unread).toBe(unread)
  })

  it('takes words in quotation marks for words', () => {
    expect(readSubscription('"chaque jour" brie')).toEqual({ query: '"chaque jour" brie' })
    expect(readSubscription('"non"')).toEqual({ query: '"non"' })
    expect(readSubscription('lait non pasteurisé')).toEqual({ query: 'lait non pasteurisé' })
    expect(readSubscription('-"pas cher" lait non-pasteurisé')).toEqual({
      query: '-"pas cher" lait non-pasteurisé',
    })
  })

  it('reads any text, and only takes from its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
        expect(plain).toContain(readSubscription(text).query)
      }),
    )
  })
})

describe('a subscription that excludes in words, or says an hour alone', () => {
  it.each([
    ['pas listeria', 'pas listeria'],
    ['listeria except 34', 'except 34'],
    ['listeria without cheese', 'without cheese'],
    ['listeria pas dans le 34', 'pas dans le 34'],
    ['listeria non 34', 'non 34'],
    ['fromage pas de listeria', 'pas de listeria'],
    ['listeria 9h', '9h'],
    ['salmonelle 18h par mail', '18h'],
    ['danger:listeria 7h30', '7h30'],
  ])('is not registered: %s', (text, unread) => {
    expect(readSubscription(text).unread).toBe(unread)
  })

  it.each(['lait non pasteurisé', 'saucisson pas cuit', 'STEC O157:H7'])(
    'is a search all the same: %s',
    (text) => {
      expect(readSubscription(text)).toEqual({ query: text })
    },
  )
})
