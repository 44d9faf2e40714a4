import type { HearDeps } from '#bot/hear.ts'
import type { Matrix } from './client/open-client.ts'
import type { makeTurns } from './turns.ts'

/** What everything that serves the account is given. */
export interface Bot extends HearDeps {
  readonly matrix: Matrix
  /** How people call it in a room. */
  readonly name: string
  /** Told of what went wrong and concerns the operator. */
  readonly report: (problem: unknown) => void
  readonly inTurn: ReturnType<typeof makeTurns>
  /** How often the handling of an event failed, while it is tried again. */
  readonly failures: Map<string, number>
}

/** The provider and channel of everything here. */
export const provider = 'matrix'
