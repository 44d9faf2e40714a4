import { z } from 'zod'
import type { Store } from '../store/store.ts'

const counted = z.tuple([z.object({ forgotten: z.coerce.number() })])

/** Fewer the database itself refuses, whoever asks (core/store/migrations/audit.ts). */
export const fewestMonths = 6

/** Removes what is older than this, by the database's clock: by the one function that may. @returns how many lines */
export async function forgetAudit(store: Store, months: number): Promise<number> {
  return counted.parse(await store.read().execute('select forget_audit(?) as forgotten', [months]))[0]
    .forgotten
}
