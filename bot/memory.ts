import type { Clock } from '#core/clock.ts'
import { DialogueSchema } from '#core/store/dialogue.entity.ts'
import type { Store } from '#core/store/store.ts'
import type { Memory } from './talk/memory.ts'
import { stateSchema } from './talk/state.ts'

/** The memory in the database: an unfinished conversation survives a restart. */
export function storedMemory(store: Store, clock: Clock): Memory {
  return {
    async load(key) {
      const dialogue = await store.read().findOne(DialogueSchema, { key })
      const state = stateSchema.safeParse(dialogue?.state)
      return state.success ? state.data : undefined
    },
    async save(key, state) {
      const updatedAt = new Date(clock.now().epochMilliseconds)
      await store.transaction((em) =>
        em.upsert(DialogueSchema, { key, state, updatedAt }, { onConflictFields: ['key'] }),
      )
    },
  }
}
