import { sha256 } from '../canonical.ts'

/** The columns of a delivery that a fact is made of, as PostgreSQL writes them: instants to the microsecond, JSON as it keeps it. */
export interface ProvableRow {
  readonly id: string
  readonly salt: string
  readonly entry: string
  readonly agent_id: number | null
  readonly structure_id: number | null
  readonly room_id: number | null
  readonly state: string
  readonly reasons: string
  readonly channel: string
  readonly ended_at: string | null
  readonly version: number | null
  readonly view: string | null
  readonly receipt: string | null
  readonly shown_at: string | null
  readonly read_at: string | null
  readonly acknowledged_at: string | null
  readonly digest_id: string | null
  readonly address: string | null
  readonly outcome: string | null
  readonly detail: string | null
}

const instant = (column: string) =>
  `to_char(d.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`

/** Selects a page of `ProvableRow`s of one event, after an id. */
export const provableRows = `
  select d.id, d.salt, e.hash as entry, d.agent_id, d.structure_id, d.room_id, d.state, d.reasons::text as reasons, d.channel,
    ${instant('ended_at')}, d.version, d.view, d.receipt, ${instant('shown_at')}, ${instant('read_at')}, ${instant('acknowledged_at')},
    d.digest_id, d.address, d.outcome, d.detail
  from delivery d left join entry e on e.id = d.entry_id
  where d.event_id = ? and d.id > ? order by d.id limit ?`

/** What is provable of a delivery. While it waits, only for whom it is and why: the rest may still change. */
export type Said = Readonly<Record<string, string | number>>

/** As the function `delivery_said` of the database, which whoever holds its password may have changed. */
export function saidOf(row: ProvableRow): Said {
  const always = {
    format: 1,
    entry: row.entry,
    to: recipientOf(row),
    state: row.state,
    reasons: sha256(`${row.salt}${row.reasons}`),
  }
  if (row.state === 'waiting') return withoutNulls(always)
  return withoutNulls({
    ...always,
    channel: row.channel,
    endedAt: row.ended_at,
    version: row.version,
    view: row.view,
    receipt: row.receipt,
    shownAt: row.shown_at,
    readAt: row.read_at,
    acknowledgedAt: row.acknowledged_at,
    digest: row.digest_id,
    private: sha256([row.salt, row.address ?? '', row.outcome ?? '', row.detail ?? ''].join('\u001f')),
  })
}

function recipientOf({ agent_id, structure_id, room_id }: ProvableRow): string {
  if (agent_id !== null) return `agent ${agent_id}`
  return structure_id === null ? `room ${room_id}` : `structure ${structure_id}`
}

function withoutNulls(values: Readonly<Record<string, string | number | null>>): Said {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
}
