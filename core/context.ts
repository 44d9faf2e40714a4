import type { Clock } from './clock.ts'
import type { Interests } from './diffusion/interests.ts'
import type { Agent } from './directory/agent.entity.ts'
import type { Query } from './query/tree.ts'
import type { Store } from './store/store.ts'

/** Who acts. An agent carries his structure, loaded. */
export type Actor =
  | {
      readonly type: 'agent'
      readonly agent: Agent
      /** What he may see is limited to this, besides his rights: others read the answers where he asks (core/rooms). */
      readonly within?: Query
    }
  /** A job or an import: `name` stands in the journal as the author. */
  | { readonly type: 'system'; readonly name: string }

/** What every verb is given: nothing else reaches it. */
export interface Context {
  readonly store: Store
  readonly clock: Clock
  /** The subscriptions and rules of everybody, in memory: who would be told. */
  readonly interests: Interests
  readonly actor: Actor
  /**
   * Seconds in which what the actor does may be taken back (core/events/undo.ts): nobody is told before they are over.
   * Absent or 0: people are told at once, as of what was confirmed.
   */
  readonly undoSeconds?: number
  /** Names the conversation in which he acts: what he does is taken back in that one. Absent: in any. */
  readonly conversation?: string
}
