import type { EntityManager } from '@mikro-orm/postgresql'
import { startOf } from '../query/cut.ts'
import { againWhenLost } from '../store/again.ts'
import { groupWrites } from '../store/group-writes.ts'
import type { Store } from '../store/store.ts'
import type { Outcome } from './channel.ts'
import type { Delivery, DeliveryState } from './delivery.entity.ts'
import type { Notice } from './notice.ts'
import type { OutcomeCode } from './outcome.ts'

/** A delivery, with the notice that was attempted. */
export interface Attempted {
  readonly delivery: Pick<Delivery, 'id'>
  /** Absent: the channel was not called. */
  readonly notice?: Notice
}

/** What an attempt came to; no state: it is worth another one. */
export interface Recorded {
  readonly state?: Exclude<DeliveryState, 'waiting'>
  readonly endedAt?: Date
  readonly outcome: OutcomeCode | null
  /** What the provider or the error said. */
  readonly detail: string | null
  /** The channel's own name for what was sent. */
  readonly receipt?: string
}

/**
 * Records the outcome of each delivery as it comes: those of a burst go together. Resolves once it is kept; a lost database
 * is waited for, as what was sent and is not known to be would be sent again.
 */
export function outcomeRecorder(store: Store): (one: Attempted, recorded: Recorded) => Promise<void> {
  const write = groupWrites<Row>((rows) => againWhenLost(() => writeOutcomes(store.read(), rows)))
  return (one, recorded) => write(rowOf(one, recorded))
}

/** As `outcomeRecorder`, of deliveries that end together. */
export function recordOutcomes(
  em: EntityManager,
  attempted: readonly Attempted[],
  recorded: Recorded,
): Promise<void> {
  return writeOutcomes(
    em,
    attempted.map((one) => rowOf(one, recorded)),
  )
}

function rowOf({ delivery, notice }: Attempted, recorded: Recorded) {
  const told =
    notice === undefined
      ? { attempts: 0 }
      : {
          attempts: 1,
          version: notice.event.version,
          view: notice.event.view,
          address: notice.reader.address,
        }
  return { id: delivery.id, ...told, ...recorded }
}
type Row = ReturnType<typeof rowOf>

/** Only of what still waits: what ended stays as it ended. One update a delivery, for each writes to all its indexes. */
async function writeOutcomes(em: EntityManager, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await em.execute(
    `update delivery set attempts = delivery.attempts + said.attempts, version = coalesce(said.version, delivery.version),
       view = coalesce(said.view, delivery.view), address = coalesce(said.address, delivery.address),
       state = coalesce(said.state, delivery.state), ended_at = coalesce(said."endedAt", delivery.ended_at),
       outcome = said.outcome, detail = said.detail, receipt = coalesce(said.receipt, delivery.receipt),
       facts = delivery.facts + (said.state is not null)::int
     from json_to_recordset(?::json) as said (id uuid, attempts int, version int, view text, address text,
       state text, "endedAt" timestamptz, outcome text, detail text, receipt text)
     where delivery.id = said.id and delivery.id in (?) and delivery.state = 'waiting'`,
    // The ids once more: PostgreSQL does not know how few are in the JSON, and would read all deliveries.
    [JSON.stringify(rows), rows.map(({ id }) => id)],
  )
}

export function ended(outcome: Outcome, at: Date): Recorded {
  if (outcome.state === 'refused') {
    const detail = outcome.detail === undefined ? null : startOf(outcome.detail, 250)
    return { state: 'refused', endedAt: at, outcome: outcome.why, detail }
  }
  return { state: 'delivered', endedAt: at, outcome: null, detail: null, receipt: outcome.receipt }
}

export function failed(error: unknown, lastAttempt: boolean, at: Date): Recorded {
  const why = {
    outcome: 'failed',
    detail: error instanceof Error ? startOf(error.message, 250) : null,
  } as const
  return lastAttempt ? { ...why, state: 'dead', endedAt: at } : why
}
