/** Where every verb reads the time from, so that a demo or a test can move it. */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands where it is put. */
export function settableClock(start: string): Clock & { set(instant: string): void } {
  let at = Temporal.Instant.from(start)
  return {
    now: () => at,
    set: (instant) => {
      at = Temporal.Instant.from(instant)
    },
  }
}

/** Today in Paris, ISO 8601. */
export function todayOf(clock: Clock): string {
  return clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()
}

/** The instant for the ORM, whose columns are `Date`. */
export function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds)
}
