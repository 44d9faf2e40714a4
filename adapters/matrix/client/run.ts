import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ClientEvent, Filter, type IndexedDBStore, PendingEventOrdering, type SyncState } from 'matrix-js-sdk'
import { syncWord } from './health.ts'
import { type Listening, type ListenOptions, listen } from './incoming.ts'
import { type LateKeys, lateKeys } from './late-keys.ts'
import type { Link } from './link.ts'
import { holdPosition, type Position } from './position.ts'
import { publishKeys } from './publish-keys.ts'
import { isRestored, makeSessionsAnew } from './restore.ts'
import { noteEcho } from './sent.ts'

export interface RunOptions {
  readonly handle: ListenOptions['handle']
  readonly known: ListenOptions['known']
  readonly keyPatience: number
}

export interface Run {
  readonly late: LateKeys
  readonly position: Position
  syncing(): { state: string; since: string }
  /** Lets what is being handled end, for `ms` at most, and begins nothing more. */
  drain(ms: number): Promise<void>
}

/** More than is said in a room between two syncs, as a rule: what is beyond is read back. */
const timelineLimit = 50

/** Begins to receive. Resolves when the first sync has come, and with it all rooms. */
export async function run(
  link: Link,
  store: IndexedDBStore,
  { handle, known, keyPatience }: RunOptions,
): Promise<Run> {
  const { client, stopping } = link
  const first = Promise.withResolvers<void>()
  const late = lateKeys(link, (room, event) => listening.again(room, event))
  const passed = await passedEvents(store)
  const listening: Listening = listen(link, {
    handle,
    known,
    passed,
    late,
    keyPatience,
    onEcho: (txn, eventId) => noteEcho(link.pool, txn, eventId),
  })
  const position = holdPosition(store, {
    report: link.report,
    take: (data) => {
      first.resolve()
      return listening.take(data)
    },
  })
  const state = watchSync(link)
  stopping.addEventListener('abort', () => first.reject(stopping.reason))
  first.promise.catch(() => undefined)
  await client.startClient({
    filter: filterOf(link.me),
    initialSyncLimit: timelineLimit,
    pollTimeout: 30_000,
    // With all members known, who reads a room is never a question to the server.
    lazyLoadMembers: false,
    threadSupport: false,
    disablePresence: true,
    pendingEventOrdering: PendingEventOrdering.Detached,
  })
  await first.promise
  if (passed === undefined) {
    // From here on everything is new: also after a crash in the next seconds.
    await position.settled()
    await position.save()
  }
  // A device that is new publishes its keys by itself.
  else await publishKeys(link)
  listening.openInvites()
  if (await isRestored(link.store)) await makeSessionsAnew(link)
  late.resume().catch((error: unknown) => {
    if (!stopping.aborted) link.report({ type: 'unexpected', error })
  })
  return {
    late,
    position,
    syncing: state,
    drain: async (ms) => {
      // A moment for what was handled just now to be counted as such.
      const ended = listening.end().then(() => pause(20))
      await Promise.race([ended, pause(ms)])
    },
  }
}

/**
 * Synapse keeps its answers to a sync for minutes. Asked with another filter than the process before asked with, it tells
 * what is so now, and not what was so then: who came since must read what is said next.
 */
function filterOf(me: string): Filter {
  const filter = new Filter(me)
  filter.setDefinition({
    account_data: { not_types: [`fr.vigie.start.${randomUUID()}`] },
    room: { timeline: { limit: timelineLimit } },
  })
  return filter
}

/** Ids by room that the saved position has passed; undefined when none is saved. */
async function passedEvents(store: IndexedDBStore): Promise<Map<string, string[]> | undefined> {
  const saved = await store.getSavedSync()
  if (saved === null) return undefined
  return new Map(
    Object.entries(saved.roomsData.join).map(([room, { timeline }]) => [
      room,
      timeline.events.map(({ event_id }) => event_id),
    ]),
  )
}

function watchSync({ client }: Link): Run['syncing'] {
  let word = syncWord(null)
  let since = Temporal.Now.instant()
  client.on(ClientEvent.Sync, (state: SyncState) => {
    if (syncWord(state) === word) return
    word = syncWord(state)
    since = Temporal.Now.instant()
  })
  return () => ({ state: word, since: since.toString() })
}
