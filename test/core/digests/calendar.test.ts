import { describe, expect, it } from 'vitest'
import { isWorkingDay, type Place, publicHolidays, workingDayFrom } from '#core/digests/calendar.ts'

const paris: Place = { zone: 'Europe/Paris', dept: '34' }
const national2026 = [
  '01-01',
  '04-06',
  '05-01',
  '05-08',
  '05-14',
  '05-25',
  '07-14',
  '08-15',
  '11-01',
  '11-11',
  '12-25',
]

describe('the working days', () => {
  it('are Monday to Friday without the eleven national holidays in the mainland', () => {
    expect(daysOff(paris, 2026)).toEqual(national2026)
    expect(daysOff({ zone: 'Europe/Paris' }, 2026)).toEqual(national2026)
    expect(daysOff({ zone: 'Europe/Paris', dept: '2A' }, 2026)).toEqual(national2026)
  })

  it('leave out every Saturday and Sunday', () => {
    const days = Array.from({ length: 14 }, (_, i) => Temporal.PlainDate.from('2026-09-07').add({ days: i }))
    expect(days.filter((day) => !isWorkingDay(day, paris)).map(String)).toEqual([
      '2026-09-12',
      '2026-09-13',
      '2026-09-19',
      '2026-09-20',
    ])
  })

  it.each(['57', '67', '68'])('add Good Friday and 26 December to the days off in département %s', (dept) => {
    expect(daysOff({ zone: 'Europe/Paris', dept }, 2026)).toEqual(
      [...national2026, '04-03', '12-26'].toSorted(),
    )
  })

  it.each([
    ['971', 'America/Guadeloupe', ['04-03', '05-27']],
    ['972', 'America/Martinique', ['04-03', '05-22']],
    ['973', 'America/Cayenne', ['06-10']],
    ['974', 'Indian/Reunion', ['12-20']],
    ['976', 'Indian/Mayotte', ['04-27']],
    ['977', 'America/St_Barthelemy', ['10-09']],
    ['978', 'America/Marigot', ['05-28']],
  ])('add the local days off in %s, known by its zone too', (dept, zone, local) => {
    expect(daysOff({ zone, dept }, 2026)).toEqual([...national2026, ...local].toSorted())
    expect(daysOff({ zone }, 2026)).toEqual(daysOff({ zone, dept }, 2026))
  })

  it.each([
    ['975', 'America/Miquelon'],
    ['986', 'Pacific/Wallis'],
    ['987', 'Pacific/Tahiti'],
    ['988', 'Pacific/Noumea'],
  ])('keep at least the national days off in the collectivity %s', (dept, zone) => {
    expect(daysOff({ zone, dept }, 2026)).toEqual(expect.arrayContaining(national2026))
  })

  it('follow Easter from year to year', () => {
    // Easter Monday, Ascension, Whit Monday.
    expect(daysOff(paris, 2025)).toEqual(expect.arrayContaining(['04-21', '05-29', '06-09']))
    expect(daysOff(paris, 2027)).toEqual(expect.arrayContaining(['03-29', '05-06', '05-17']))
  })

  it('are found after a run of days off', () => {
    // 2026-12-25 is a Friday; the 26th is off in Strasbourg but a Saturday anyway.
    expect(workingDayFrom(Temporal.PlainDate.from('2026-12-25'), paris).toString()).toBe('2026-12-28')
    expect(workingDayFrom(Temporal.PlainDate.from('2025-12-25'), paris).toString()).toBe('2025-12-26')
    const strasbourg = { zone: 'Europe/Paris', dept: '67' }
    expect(workingDayFrom(Temporal.PlainDate.from('2025-12-25'), strasbourg).toString()).toBe('2025-12-29')
  })
})

function daysOff(place: Place, year: number): string[] {
  return [...publicHolidays(place, year)].map((day) => day.slice(5)).toSorted()
}
