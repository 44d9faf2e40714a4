import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { FieldValue } from '../kinds/kind.ts'
import type { EventState } from './event.entity.ts'

/** What an act changed besides the journal, so that it can be put back. */
export type Changed =
  | {
      readonly type: 'fields'
      /** Null where there was no value. */
      readonly fields: Readonly<
        Record<string, readonly [before: FieldValue | null, after: FieldValue | null]>
      >
    }
  | {
      readonly type: 'state'
      readonly before: EventState
      readonly after: EventState
      /** As they were before; ISO 8601 instants. */
      readonly publishedAt: string | null
      readonly closedAt: string | null
    }
  | { readonly type: 'link'; readonly lowId: number; readonly highId: number }

/** An entry that may still be taken back: until it leaves, or its time is over. Whoever deletes the row first has decided. */
export const PendingActSchema = defineEntity({
  name: 'PendingAct',
  tableName: 'pending_act',
  properties: {
    entryId: p.integer().primary(),
    eventId: p.integer(),
    agentId: p.integer(),
    /** The transaction that wrote it: what was written together is taken back together. */
    act: p.string(),
    /** Where it was said; null when it was done by no sentence. */
    conversation: p.string().nullable(),
    leavesAt: p.datetime(),
    /** Null when it only wrote. */
    changed: p.json<Changed>().nullable(),
  },
})
export type PendingAct = InferEntity<typeof PendingActSchema>
