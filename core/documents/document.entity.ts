import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A document as the journal's entry names it. */
export interface DocumentBrief {
  /** 1, 2, 3… within the event. */
  readonly id: number
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Of its content, in hex: what the journal's chain covers. */
  readonly sha256: string
}

/** A file of an event. Its bytes are in `document_content`, once for all documents that have the same. */
export const DocumentSchema = defineEntity({
  name: 'Document',
  tableName: 'document',
  properties: {
    eventId: p.integer().primary(),
    id: p.integer().primary(),
    entryId: p.integer(),
    name: p.string(),
    mediaType: p.string(),
    size: p.integer(),
    sha256: p.string(),
  },
})
export type Document = InferEntity<typeof DocumentSchema>
