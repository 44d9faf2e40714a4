import { EventSchema } from '#core/events/event.entity.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchEngine } from './engine.ts'
import { searchDocuments } from './keep-up.ts'

const batch = 500

/**
 * Tells the engine of every event, in batches; searches go on meanwhile.
 * @param onProgress called after each batch with the events done and their number in all
 * @returns how many events were told
 */
export async function reindex(
  store: Store,
  engine: SearchEngine,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const total = await store.read().count(EventSchema)
  let done = 0
  let last = 0
  for (;;) {
    const em = store.read()
    const next = await em.find(
      EventSchema,
      { id: { $gt: last } },
      { fields: ['id'], orderBy: { id: 'asc' }, limit: batch },
    )
    const ids = next.map(({ id }) => id)
    if (ids.length === 0) return done
    await engine.put(await searchDocuments(store.read(), ids))
    done += ids.length
    last = ids.at(-1) ?? last
    onProgress(done, Math.max(total, done))
  }
}
