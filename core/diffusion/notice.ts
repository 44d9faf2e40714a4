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
  readonly body: EntryBody
}

export type Telling =
  | { readonly type: 'whole'; readonly fields: readonly LabelledValue[] }
  | { readonly type: 'changes'; readonly since: number; readonly changes: readonly FieldChange[] }

export interface LabelledValue {
  readonly label: string
  readonly value: string
}

/** A reason with what stops exactly it: a chat command, and a link for channels that have one. */
export interface StoppableReason {
  readonly reason: Reason
  /** Chat command that stops it, in French: `ne plus suivre A-2026.12`. Undefined for a rule: it cannot be stopped. */
  readonly command?: string
  /** One-click page; signed, without expiry. */
  readonly link?: string
}
