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
