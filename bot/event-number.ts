import { readNumber } from '#core/events/number.ts'
import type { Argument } from './grammar/argument.ts'
import { eventNumber as asWritten } from './grammar/event-number.ts'

/** An event number, as the event bears it: `2026.12` is that of the only series. */
export function eventNumber<const Required extends boolean>(options: {
  readonly required: Required
  readonly example: string
  readonly said?: boolean
}): Argument<Required> {
  const { take, alone, ...rest } = asWritten(options)
  return {
    ...rest,
    take(sentence, from) {
      const taken = take(sentence, from)
      return taken === undefined ? undefined : { ...taken, value: readNumber(taken.value) }
    },
    alone(written) {
      const value = alone(written)
      return value === undefined ? undefined : readNumber(value)
    },
  }
}
