import type { MatrixClient } from 'matrix-js-sdk'
import type pg from 'pg'
import type { Inviting } from './invite.ts'
import type { Pacer } from './pacer.ts'
import type { Patience } from './patient-fetch.ts'
import type { Report } from './problem.ts'
import type { DurableStore } from './store-port.ts'

/** What the verbs of this folder share: one open device. */
export interface Link {
  readonly client: MatrixClient
  /** The bot's user id. */
  readonly me: string
  readonly pool: pg.Pool
  readonly store: DurableStore
  readonly pacer: Pacer
  readonly patience: Patience
  readonly report: Report
  readonly inviting: Inviting
  /** Aborted when the device is being closed. */
  readonly stopping: AbortSignal
}
