import type { Context } from '../context.ts'
import type { EventBrief } from '../diffusion/notice.ts'
import type { KindCode } from '../kinds/kind.ts'

/** What the HTTP edge asks of search: core may not import it, so it is handed in. */
export type Find = (ctx: Context, input: FindInput) => Promise<FoundEvents>

export interface FindInput {
  readonly text: string
  /** 1 to 100. */
  readonly limit: number
  readonly offset: number
}

export interface FoundEvents {
  readonly hits: readonly FoundEvent[]
  /** How many events match in all. */
  readonly total: number
  readonly corrections: readonly { readonly written: string; readonly read: string }[]
}

export interface FoundEvent {
  readonly brief: EventBrief
  /** The code of its kind, for programs. */
  readonly kind: KindCode
  /** ISO 8601 instants. */
  readonly publishedAt: string | null
  readonly updatedAt: string
  /** Text around the words found, each found word between U+E000 and U+E001. */
  readonly excerpt: string
}
