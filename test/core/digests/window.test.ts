import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pace } from '#core/diffusion/pace.ts'
import { isWorkingDay, type Place, workingDayFrom } from '#core/digests/calendar.ts'
import { nextWindow } from '#core/digests/window.ts'

const paris: Place = { zone: 'Europe/Paris', dept: '34' }
const places: readonly Place[] = [
  paris,
  { zone: 'Europe/Paris', dept: '67' },
  { zone: 'America/Martinique', dept: '972' },
  { zone: 'America/Miquelon', dept: '975' },
  { zone: 'Indian/Reunion', dept: '974' },
  { zone: 'Pacific/Noumea', dept: '988' },
  { zone: 'Pacific/Tahiti', dept: '987' },
]

function windowAfter(pace: Pace, now: string, place = paris): string {
  return nextWindow(pace, Temporal.Instant.from(now), place)
    .toZonedDateTimeISO(place.zone)
    .toPlainDateTime()
    .toString()
}

describe('the next window', () => {
  it('is now for what is told at once, holiday or not', () => {
    const christmas = Temporal.Instant.from('2026-12-25T03:00:00Z')
    expect(nextWindow({ every: 'entry' }, christmas, paris)).toEqual(christmas)
  })

  it('is today when the hour is still to come, tomorrow when it strikes', () => {
    expect(windowAfter({ every: 'day', hour: 8 }, '2026-11-24T06:59:59Z')).toBe('2026-11-24T08:00:00')
    const half = { every: 'day', hour: 8, minute: 30 } as const
    expect(windowAfter(half, '2026-11-24T07:29:59Z')).toBe('2026-11-24T08:30:00')
    expect(windowAfter(half, '2026-11-24T07:30:00Z')).toBe('2026-11-25T08:30:00')
    expect(windowAfter({ every: 'day', hour: 8 }, '2026-11-24T07:00:00Z')).toBe('2026-11-25T08:00:00')
  })

  it('skips a weekend and a holiday that follows it', () => {
    // Friday 3 April 2026 after the hour; Monday the 6th is Easter Monday.
    expect(windowAfter({ every: 'day', hour: 8 }, '2026-04-03T10:00:00Z')).toBe('2026-04-07T08:00:00')
  })

  it('is Friday for Paris and Monday for Strasbourg around 26 December 2025', () => {
    expect(windowAfter({ every: 'day', hour: 8 }, '2025-12-24T12:00:00Z')).toBe('2025-12-26T08:00:00')
    const strasbourg = { zone: 'Europe/Paris', dept: '67' }
    expect(windowAfter({ every: 'day', hour: 8 }, '2025-12-24T12:00:00Z', strasbourg)).toBe(
      '2025-12-29T08:00:00',
    )
  })

  it('keeps the local hour over both changes of time', () => {
    // Summer time begins on 29 March 2026 and ends on 25 October 2026.
    expect(
      nextWindow({ every: 'day', hour: 8 }, Temporal.Instant.from('2026-03-27T12:00:00Z'), paris).toString(),
    ).toBe('2026-03-30T06:00:00Z')
    expect(
      nextWindow({ every: 'day', hour: 8 }, Temporal.Instant.from('2026-10-23T12:00:00Z'), paris).toString(),
    ).toBe('2026-10-26T07:00:00Z')
  })

  it('is tomorrow in Nouméa when it is still today in Paris', () => {
    const noumea = { zone: 'Pacific/Noumea', dept: '988' }
    expect(windowAfter({ every: 'day', hour: 8 }, '2026-11-23T22:00:00Z', noumea)).toBe('2026-11-25T08:00:00')
  })

  it('of a week is the chosen weekday, or the next working day when that is a holiday', () => {
    const monday: Pace = { every: 'week', weekday: 1, hour: 9 }
    expect(windowAfter(monday, '2026-03-31T12:00:00Z')).toBe('2026-04-07T09:00:00')
    // On the Monday holiday itself, and on the Tuesday before the hour, the moved window is still the next one.
    expect(windowAfter(monday, '2026-04-06T12:00:00Z')).toBe('2026-04-07T09:00:00')
    expect(windowAfter(monday, '2026-04-07T06:00:00Z')).toBe('2026-04-07T09:00:00')
    expect(windowAfter(monday, '2026-04-07T07:00:00Z')).toBe('2026-04-13T09:00:00')
  })

  it('of a week on Sunday is the Monday', () => {
    expect(windowAfter({ every: 'week', weekday: 7, hour: 9 }, '2026-11-24T12:00:00Z')).toBe(
      '2026-11-30T09:00:00',
    )
  })
})

const anyNow = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2032, 0, 1) / 1000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
const anyHour = fc.integer({ min: 0, max: 23 })
const anyPlace = fc.constantFrom(...places)
const anyGathered = fc.oneof(
  fc.record({ every: fc.constant('day' as const), hour: anyHour }),
  fc.record({ every: fc.constant('week' as const), weekday: fc.integer({ min: 1, max: 7 }), hour: anyHour }),
)

describe('any window of a digest', () => {
  it('is after now, on a working day, at the hour on the clock of the place', () => {
    fc.assert(
      fc.property(anyGathered, anyNow, anyPlace, (pace, now, place) => {
        const window = nextWindow(pace, now, place)
        const local = window.toZonedDateTimeISO(place.zone)
        expect(Temporal.Instant.compare(window, now)).toBe(1)
        expect(isWorkingDay(local.toPlainDate(), place)).toBe(true)
        expect(local.toPlainTime().toString()).toBe(`${String(pace.hour).padStart(2, '0')}:00:00`)
      }),
    )
  })

  it('leaves out no earlier one: no working day is skipped by a daily pace', () => {
    fc.assert(
      fc.property(anyHour, anyNow, anyPlace, (hour, now, place) => {
        const today = now.toZonedDateTimeISO(place.zone)
        const started = today.withPlainTime({ hour }).toInstant()
        const first =
          Temporal.Instant.compare(started, now) > 0
            ? today.toPlainDate()
            : today.toPlainDate().add({ days: 1 })
        const window = nextWindow({ every: 'day', hour }, now, place)
        expect(window.toZonedDateTimeISO(place.zone).toPlainDate().toString()).toBe(
          workingDayFrom(first, place).toString(),
        )
      }),
    )
  })

  it('does not move while it is awaited, so that everything of the meantime lands in the same digest', () => {
    fc.assert(
      fc.property(
        anyGathered,
        anyNow,
        anyPlace,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (pace, now, place, part) => {
          const window = nextWindow(pace, now, place)
          const span = window.epochMilliseconds - now.epochMilliseconds
          const between = now.add({ milliseconds: Math.floor(span * part) })
          expect(nextWindow(pace, between, place).toString()).toBe(window.toString())
        },
      ),
    )
  })
})
