import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { StructureSchema } from '../directory/structure.entity.ts'
import type { Fields, KindCode } from '../kinds/kind.ts'

/** `withdrawn`: a mistake that was taken back; kept, shown as such, and found only when asked for. */
export const eventStates = ['draft', 'open', 'closed', 'withdrawn'] as const
export type EventState = (typeof eventStates)[number]

/** The sanitary event: the shared record. Its history is the journal (entry.entity.ts). */
export const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'event',
  properties: {
    id: p.integer().primary(),
    kind: p.string().$type<KindCode>(),
    /** `A-2026.12`: series, year, rank. Taken at the first save, drafts included. */
    number: p.string().unique(),
    state: p.string().$type<EventState>(),
    /** Grows by one with every change of the fields or the state. */
    version: p.integer(),
    fields: p.json<Fields>(),
    /** The structure that opened it: the only one that sees the draft. */
    structure: () => p.manyToOne(StructureSchema),
    createdAt: p.datetime(),
    publishedAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    /** Journal length and last hash: what the next entry is chained to. */
    entries: p.integer(),
    hash: p.string(),
    /** Where an imported event comes from (`rasff:2023.8997`), so that a second import finds it. */
    origin: p.string().nullable().unique(),
    /** What the source said last: a second import changes what the source changed, and nothing that an agent corrected here. */
    originFields: p.json<Fields>().nullable(),
  },
})
export type Event = InferEntity<typeof EventSchema>
