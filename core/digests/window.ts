import type { Pace } from '../diffusion/pace.ts'
import { type Place, workingDayFrom } from './calendar.ts'

/**
 * When a notice at this pace is sent: now, or strictly after now at the pace's time in the place's zone, on a working day.
 * A weekly window that falls on a holiday moves to the next working day.
 */
export function nextWindow(pace: Pace, now: Temporal.Instant, place: Place): Temporal.Instant {
  if (pace.every === 'entry') return now
  const today = now.toZonedDateTimeISO(place.zone).toPlainDate()
  // A weekly window of the days before may have been moved by holidays to today or later: start one week back.
  const step = pace.every === 'day' ? 1 : 7
  let day =
    pace.every === 'day' ? today : today.subtract({ days: 7 + ((today.dayOfWeek - pace.weekday + 7) % 7) })
  for (;;) {
    const window = atTime(workingDayFrom(day, place), pace, place.zone)
    if (Temporal.Instant.compare(window, now) > 0) return window
    day = day.add({ days: step })
  }
}

/** An hour that the change to summer time skips becomes the one after; one that occurs twice, the first. */
function atTime(
  day: Temporal.PlainDate,
  { hour, minute = 0 }: { readonly hour: number; readonly minute?: number },
  zone: string,
): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).toInstant()
}
