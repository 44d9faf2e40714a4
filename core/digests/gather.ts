import type { DigestNotice } from '../diffusion/channel.ts'
import type { Notice, Reader, StoppableReason, Telling } from '../diffusion/notice.ts'
import type { FieldChange } from '../refusal.ts'

/** What one person waits for in one window. Instants are ISO 8601; `from` is excluded, `to` is included. */
export interface Gathering {
  readonly reader: Reader
  readonly from: string
  readonly to: string
  readonly notices: readonly Notice[]
}

/**
 * Puts notices in reading order: the event that moved last comes first, its entries oldest first. Each event is told
 * once (one whole record, or each change once), as of its latest version. Undefined when there is nothing to say.
 */
export function gatherDigest({ reader, from, to, notices }: Gathering): DigestNotice | undefined {
  if (notices.length === 0) return undefined
  const events = [...Map.groupBy(notices, (notice) => notice.event.number).values()].map(toldOnce)
  const ordered = events.toSorted((a, b) => compareLatest(b, a))
  return { reader, from, to, notices: ordered.flat() }
}

function toldOnce(notices: readonly Notice[]): Notice[] {
  const entries = [...Map.groupBy(notices, (notice) => notice.entry.rank).values()]
    .map(mergeReasons)
    .toSorted((a, b) => a.entry.rank - b.entry.rank)
  const event = entries.reduce(
    (latest, { event }) => (event.version >= latest.version ? event : latest),
    firstOf(entries).event,
  )
  const whole = entries.findLast((notice) => notice.telling.type === 'whole')?.telling
  const changed = lastWords(entries)
  return entries.map((notice, position) => ({
    ...notice,
    event,
    telling: whole === undefined ? changed(notice) : position === 0 ? whole : silence(event.version),
  }))
}

/** The same entry for two reasons is one notice with both. */
function mergeReasons(notices: readonly Notice[]): Notice {
  const reasons = new Map<string, StoppableReason>()
  for (const stoppable of notices.flatMap((notice) => notice.reasons)) {
    const key = JSON.stringify(stoppable.reason)
    if (!reasons.has(key)) reasons.set(key, stoppable)
  }
  const acknowledge = notices.some((notice) => notice.acknowledge)
  return { ...firstOf(notices), reasons: [...reasons.values()], acknowledge }
}

/** The last word on each field, told once: with the entry that changed it last, else with the first that says it. */
function lastWords(notices: readonly Notice[]): (notice: Notice) => Telling {
  const tellers = new Map<string, Notice>()
  for (const change of notices.flatMap(changesOf)) {
    const saying = notices.filter((notice) => changesOf(notice).some((one) => isSame(one, change)))
    const own = saying.findLast(({ entry }) =>
      entry.body.changes?.some(({ field }) => field === change.field),
    )
    tellers.set(change.field, own ?? firstOf(saying))
  }
  const last = new Map(notices.flatMap(changesOf).map((change) => [change.field, change]))
  return (notice) => {
    const { telling } = notice
    if (telling.type === 'whole') return telling
    const isTold = (change: FieldChange) =>
      tellers.get(change.field) === notice && isSame(change, last.get(change.field))
    return { ...telling, changes: telling.changes.filter(isTold) }
  }
}

function changesOf({ telling }: Notice): readonly FieldChange[] {
  return telling.type === 'changes' ? telling.changes : []
}

function isSame(one: FieldChange, other: FieldChange | undefined): boolean {
  return one.field === other?.field && one.before === other.before && one.after === other.after
}

function silence(since: number): Telling {
  return { type: 'changes', since, changes: [] }
}

function compareLatest(a: readonly Notice[], b: readonly Notice[]): number {
  const byTime = Temporal.Instant.compare(latestOf(a), latestOf(b))
  // Two events of the same instant: the number decides, so that the order never depends on the input's.
  return byTime !== 0
    ? byTime
    : firstOf(b).event.number.localeCompare(firstOf(a).event.number, 'fr', { numeric: true })
}

function latestOf(notices: readonly Notice[]): Temporal.Instant {
  return notices
    .map((notice) => Temporal.Instant.from(notice.entry.at))
    .reduce((latest, at) => (Temporal.Instant.compare(at, latest) > 0 ? at : latest))
}

function firstOf<T>(list: readonly T[]): T {
  const [first] = list
  if (first === undefined) throw new Error('a group of notices is never empty')
  return first
}
