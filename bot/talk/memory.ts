import type { State } from './state.ts'

/** Where the state of a conversation is kept between two messages. */
export interface Memory {
  /** Undefined when nothing is kept, or when what is kept has another shape than today's. */
  load(key: string): Promise<State | undefined>
  save(key: string, state: State): Promise<void>
}
