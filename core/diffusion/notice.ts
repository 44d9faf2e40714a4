import type { EntryBody, EntryType } from '../events/entry.entity.ts'
import type { EventState } from '../events/event.entity.ts'
import type { View } from '../kinds/kind.ts'
import type { FieldChange } from '../refusal.ts'
import type { Reason } from './reason.ts'

export interface Reader {
  readonly name: string
  readonly address: string
}

/** What one reader is told about one entry, as data: already cut to his view, not yet worded. */
export interface Notice {
  readonly reader: Reader
  readonly event: EventBrief
  readonly entry: EntryBrief
  /** `whole` for a first telling; `changes` when he already had an earlier version. */
  readonly telling: Telling
  readonly reasons: readonly StoppableReason[]
  /** The reader is asked to say that he took note. */
  readonly acknowledge: boolean
  /** Page that does it, for a channel that has links; signed, without expiry. */
  readonly acknowledgeLink?: string
}

export interface EventBrief {
  readonly number: string
  readonly kind: string
  readonly title: string
  readonly state: EventState
  readonly structure: string
  readonly version: number
  readonly view: View
}

export interface EntryBrief {
  readonly type: EntryType
  readonly rank: number
  /** ISO 8601 instant. */
  readonly at: string
  readonly author: string
  /** Without what was withdrawn; not corrected: `corrected` says what it says now. */
  readonly body: EntryBody
  /** The last correction of it. */
  readonly corrected?: { readonly rank: number; readonly text: string; readonly at: string }
  /** Taken back: what it said stays in the journal, and is shown to nobody. */
  readonly withdrawn?: {
    readonly rank: number
    readonly at: string
    /** Before anybody was told of it. */
    readonly undone?: true
  }
  /** Of a correction or a withdrawal: the entry it is about. */
  readonly about?: AboutEntry
}

export interface AboutEntry {
  readonly rank: number
  readonly type: EntryType
  /** Who said it, and when (ISO 8601). */
  readonly author: string
  readonly at: string
  /** What it said before a correction; absent once it is withdrawn. */
  readonly before?: string
}

export type Telling =
  | { readonly type: 'whole'; readonly fields: readonly LabelledValue[] }
  | {
      readonly type: 'changes'
      readonly since: number
      readonly changes: readonly FieldChange[] /** Others than the author of the entry made some of them. */
      readonly others?: true
    }

export interface LabelledValue {
  readonly label: string
  readonly value: string
}

/** A reason with what stops exactly it: a chat command, and a link for channels that have one. */
export interface StoppableReason {
  readonly reason: Reason
  /** Chat command that goes on receiving, in French: `suivre A-2026.12`, for who is told that he will receive no more. */
  readonly resume?: string
  /** Chat command that stops it, in French: `ne plus suivre A-2026.12`. Undefined for a rule: it cannot be stopped. */
  readonly command?: string
  /** One-click page; signed, without expiry. */
  readonly link?: string
}
