import { z } from 'zod'

/** How fast an agent wants to be told: at once, or gathered on working days, or on one weekday (1 = Monday), at an hour of his structure's zone. */
export const paceSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('entry') }),
  z.strictObject({ every: z.literal('day'), hour: z.int().min(0).max(23) }),
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23) }),
])
export type Pace = z.infer<typeof paceSchema>

export const atOnce: Pace = { every: 'entry' }
