import { Refusal } from '../refusal.ts'
import { foodProduct } from './food-product.ts'
import type { Kind, KindCode } from './kind.ts'

/** Every kind of event. */
export const kinds = { 'food-product': foodProduct } as const satisfies Record<KindCode, Kind>

/** @throws Refusal kind-not-found */
export function kindOf(code: string): Kind {
  const kind = Object.values(kinds).find((known) => known.code === code)
  if (kind === undefined) throw new Refusal('kind-not-found', { code, known: Object.keys(kinds) })
  return kind
}
