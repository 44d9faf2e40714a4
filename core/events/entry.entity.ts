import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { DocumentBrief } from '../documents/document.entity.ts'
import type { FieldChange } from '../refusal.ts'

/** What can happen to an event. Changes of the record first, then what people write, then what they say of what they wrote, and what an antivirus says. */
export const entryTypes = [
  'opened',
  'published',
  'updated',
  'closed',
  'reopened',
  'withdrawn',
  'linked',
  'message',
  'note',
  'situation-report',
  'document',
  'correction',
  'withdrawal',
  'infected',
] as const
export type EntryType = (typeof entryTypes)[number]

/** Types that a person writes with `post`. */
export const postTypes = ['message', 'note', 'situation-report'] as const
export type PostType = (typeof postTypes)[number]

/** What an entry says. Only what its type needs is set. */
export interface EntryBody {
  readonly title?: string
  readonly text?: string
  readonly changes?: readonly FieldChange[]
  /** Number of the other event of a link. */
  readonly other?: string
  /** Source of an imported event. */
  readonly origin?: string
  readonly documents?: readonly DocumentBrief[]
  /** Documents that an antivirus holds back, and what it found. */
  readonly infected?: readonly { readonly id: number; readonly name: string; readonly signature: string }[]
  /** Who said it in a conversation, and when (ISO 8601), when that is not who wrote it here. */
  readonly said?: { readonly by: string; readonly at: string }
  /** Rank of the entry that a correction or a withdrawal is about. */
  readonly of?: number
  /** Of a withdrawal: the act was taken back before anybody was told of it. */
  readonly undone?: true
  /** Of a reopening: the event had been withdrawn. */
  readonly from?: 'withdrawn'
}

/**
 * One line of an event's journal ("fil de suivi"): append-only, written in the transaction of the act.
 * `hash` = SHA-256 over the previous hash and this entry (core/events/chain.ts).
 */
export const EntrySchema = defineEntity({
  name: 'Entry',
  tableName: 'entry',
  properties: {
    id: p.integer().primary(),
    eventId: p.integer(),
    /** 1, 2, 3… within the event. */
    rank: p.integer(),
    type: p.string().$type<EntryType>(),
    at: p.datetime(),
    /** Null for the system and imports. */
    agentId: p.integer().nullable(),
    /** Who acted, in words, as he was called then: "Claire Vidal (DDPP 34)". */
    author: p.string(),
    structureId: p.integer(),
    /** The event's version once this entry is written. */
    version: p.integer(),
    body: p.json<EntryBody>(),
    /** Of the event as this entry left it, and what hides it from the readers of a proof (chained-record.ts). Null in the first format. */
    recordHash: p.string().nullable(),
    recordSalt: p.string().nullable(),
    previousHash: p.string(),
    /** How `hash` is taken (chain.ts). */
    format: p.integer(),
    hash: p.string(),
  },
  uniques: [{ properties: ['eventId', 'rank'] }],
})
export type Entry = InferEntity<typeof EntrySchema>
