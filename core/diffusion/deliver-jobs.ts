import type { EntityManager } from '@mikro-orm/postgresql'
import { addJobs } from '../store/jobs.ts'
import { batchSize } from './deliver.ts'

/** Enqueues the sending of deliveries, in the caller's transaction, a batch a job. */
export async function addDeliverJobs(em: EntityManager, deliveryIds: readonly string[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(deliveryIds.length / batchSize) }, (_, index) =>
    deliveryIds.slice(index * batchSize, (index + 1) * batchSize),
  )
  await addJobs(
    em,
    'deliver',
    batches.map((ids) => ({ payload: { deliveryIds: ids }, key: `deliver:${ids[0]}` })),
  )
}
