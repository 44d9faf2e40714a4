import { LockMode } from '@mikro-orm/core'
import { type Clock, dateOf } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { addDeliverJobs } from './deliver-jobs.ts'
import { type Delivery, DeliverySchema } from './delivery.entity.ts'
import { atOnce } from './pace.ts'

/** All deliveries that were given up, newest first: a list that is cut would hide whom nobody told. */
export async function deadLetters(store: Store): Promise<Delivery[]> {
  return store.read().find(DeliverySchema, { state: 'dead' }, { orderBy: { endedAt: 'desc' } })
}

/** Tries dead deliveries again, now. @returns how many */
export async function retryDeadLetters(store: Store, clock: Clock): Promise<number> {
  return store.transaction(async (em) => {
    const dead = await em.find(DeliverySchema, { state: 'dead' }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    for (const delivery of dead) {
      delivery.state = 'waiting'
      delivery.facts += 1
      delivery.endedAt = null
      delivery.dueAt = dateOf(clock.now())
      // Its digest has gone, or died with it: it is told alone, and no later digest may take it as well.
      delivery.pace = atOnce
      delivery.digestId = null
    }
    await addDeliverJobs(em, dead)
    return dead.length
  })
}
