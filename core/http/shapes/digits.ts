import { z } from 'zod'

/** A whole number as an address holds it: digits alone, where `Number` would also read nothing, blanks, `1e3` and `0x10`. */
export function digits(min: number, max: number): z.ZodType<number, unknown> {
  return z.preprocess(
    (written) => (typeof written === 'string' && /^-?\d{1,15}$/.test(written) ? Number(written) : written),
    z.int().min(min).max(max),
  )
}
