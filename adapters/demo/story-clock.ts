import type { Clock } from '#core/clock.ts'

/** A clock that ticks from where it is put. */
export function storyClock(start: string): Clock & { set(instant: string): void } {
  let from = Temporal.Instant.from(start)
  let since = Temporal.Now.instant()
  return {
    now: () => from.add(Temporal.Now.instant().since(since)),
    set(instant) {
      from = Temporal.Instant.from(instant)
      since = Temporal.Now.instant()
    },
  }
}
