import { z } from 'zod'

const hour = z.int().min(0).max(23)
/** Left out at the full hour, so that one pace is written in one way. */
const minute = z.int().min(1).max(59).exactOptional()

/** How fast an agent wants to be told: at once, or gathered on working days, or on one weekday (1 = Monday), at a time of his structure's zone. */
export const paceSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('entry') }),
  z.strictObject({ every: z.literal('day'), hour, minute }),
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(1).max(7), hour, minute }),
])
export type Pace = z.infer<typeof paceSchema>

export const atOnce: Pace = { every: 'entry' }
