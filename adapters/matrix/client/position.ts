import type { IndexedDBStore } from 'matrix-js-sdk'
import type { Report } from './problem.ts'

type SyncData = Parameters<IndexedDBStore['setSyncData']>[0]

/** Where the next start goes on reading. */
export interface Position {
  /** Saves how far everything is handled. */
  save(): Promise<void>
  /** Resolves when everything received so far is handled. */
  settled(): Promise<void>
  /** Syncs that are received and not wholly handled. */
  readonly waiting: number
}

interface Options {
  /** Resolves when everything in the sync is handled; rejects only when it is given up because of a stop. */
  readonly take: (data: SyncData) => Promise<void>
  readonly report: Report
  /** ms between two saves. */
  readonly every?: number
}

/** All rooms are written at each save: with many, it is done less often. */
const restPerWork = 20
/** Beyond as many unhandled syncs the next is not asked for, so that the memory is bounded. */
const mostWaiting = 500

/**
 * Makes the SDK's store go forward only when what was received is handled: the saved position is never beyond what the
 * bot has done. What comes again after a crash is recognised by its id.
 */
export function holdPosition(store: IndexedDBStore, { take, report, every = 10_000 }: Options): Position {
  const accumulate = store.setSyncData
  let handled: Promise<void> = Promise.resolve()
  let saving: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let dirty = false
  let waiting = 0
  let rest = every

  const save = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    // The store's own save returns the one that is under way, with older data.
    saving = saving.then(async () => {
      if (!dirty) return
      dirty = false
      const begun = performance.now()
      await store.save(true)
      rest = Math.max(every, restPerWork * (performance.now() - begun))
    })
    return saving
  }
  const later = (): void => {
    timer ??= setTimeout(() => save().catch((error: unknown) => report({ type: 'unexpected', error })), rest)
  }

  store.wantsSave = () => false
  store.setSyncData = async (data) => {
    const taken = take(data)
    waiting++
    handled = Promise.all([handled, taken]).then(async () => {
      await accumulate(data)
      waiting--
      dirty = true
      later()
    })
    handled.catch(() => undefined)
    if (waiting > mostWaiting) await handled.catch(() => undefined)
  }

  return {
    save,
    settled: () => handled,
    get waiting() {
      return waiting
    },
  }
}
