import { canonical, sha256 } from '../canonical.ts'
import type { Event } from './event.entity.ts'

/** What the journal's chain covers of the record itself: all that the row says of the event. */
export interface ChainedRecord {
  readonly number: string
  readonly kind: string
  readonly state: string
  readonly version: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly structureId: number
  /** ISO 8601, as the others. */
  readonly createdAt: string
  readonly publishedAt: string | null
  readonly closedAt: string | null
  readonly origin: string | null
}

export function recordOf(event: Event): ChainedRecord {
  return {
    number: event.number,
    kind: event.kind,
    state: event.state,
    version: event.version,
    fields: { ...event.fields },
    structureId: event.structure.id,
    createdAt: event.createdAt.toISOString(),
    publishedAt: event.publishedAt?.toISOString() ?? null,
    closedAt: event.closedAt?.toISOString() ?? null,
    origin: event.origin ?? null,
  }
}

/** @param salt hides the record from the readers of its hash, who could guess a short one */
export function hashOfRecord(salt: string, record: ChainedRecord): string {
  return sha256(canonical({ salt, ...record }))
}
