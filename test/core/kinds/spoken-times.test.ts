import { describe, expect, it } from 'vitest'
import { withTimes } from '#core/kinds/spoken-times.ts'

/** A Thursday. */
const today = '2026-11-26'

describe('a time that is said in a search', () => {
  it.each([
    ['listeria depuis hier', 'listeria depuis:2026-11-25'],
    ['depuis lundi listeria', 'depuis:2026-11-23 listeria'],
    ['brie depuis le 12', 'brie depuis:2026-11-12'],
    ['brie depuis le 12 octobre', 'brie depuis:2026-10-12'],
    ['brie depuis 3 jours', 'brie depuis:2026-11-23'],
    ['brie depuis trois semaines dans le gard', 'brie depuis:2026-11-05 dans le gard'],
    ['brie depuis mars', 'brie depuis:2026-03'],
    ['brie depuis 2025', 'brie depuis:2025'],
    ['brie depuis le début de l’année', 'brie depuis:2026-01-01'],
    ['listeria lodève hier soir', 'listeria lodève depuis:2026-11-25'],
    ['listeria ce matin', 'listeria depuis:2026-11-26'],
    ['listeria aujourd’hui', 'listeria depuis:2026-11-26'],
    ['listeria cette semaine', 'listeria depuis:2026-11-23'],
    ['listeria la semaine dernière', 'listeria depuis:2026-11-16'],
    ['listeria ce mois-ci', 'listeria depuis:2026-11-01'],
    ['listeria le mois dernier', 'listeria depuis:2026-10-01'],
    ['listeria les 15 derniers jours', 'listeria depuis:2026-11-11'],
    ['listeria ces derniers jours', 'listeria depuis:2026-11-19'],
    ['listeria en 2025', 'listeria date:2025'],
    ['listeria en mars 2024', 'listeria date:2024-03'],
    ['listeria en décembre', 'listeria date:2025-12'],
    ['depuis:lundi', 'depuis:2026-11-23'],
    ['depuis:"12 novembre" brie', 'depuis:2026-11-12 brie'],
    ['avant:hier', 'avant:2026-11-25'],
  ])('« %s » is %s', (said, read) => {
    expect(withTimes(said, today)).toBe(read)
  })

  it.each([
    'brie de Meaux',
    '"depuis hier"',
    '« cette semaine »',
    'depuis:2026-01-01',
    'date:7j..hier',
    'depuis:7j',
    'avant:2026-03',
    'lundi',
    'en cours',
    'en rayon depuis longtemps',
    'L12 12/11/2026',
    'mars',
    'mot-hier',
  ])('« %s » stays as it is', (said) => {
    expect(withTimes(said, today)).toBe(said)
  })
})
