import type { EntityManager } from '@mikro-orm/postgresql'
import { addJobs } from '../store/jobs.ts'
import { type ChannelName, sending } from './channel.ts'

/** Enqueues the sending of deliveries, in the caller's transaction: a batch a job, each channel by its task. */
export async function addDeliverJobs(
  em: EntityManager,
  deliveries: readonly { readonly id: string; readonly channel: ChannelName }[],
): Promise<void> {
  for (const [channel, group] of Map.groupBy(deliveries, (delivery) => delivery.channel)) {
    const { deliver, batch } = sending[channel]
    const jobs = Array.from({ length: Math.ceil(group.length / batch) }, (_, index) =>
      group.slice(index * batch, (index + 1) * batch).map(({ id }) => id),
    )
    await addJobs(
      em,
      deliver,
      jobs.map((deliveryIds) => ({ payload: { deliveryIds }, key: `${deliver}:${deliveryIds[0]}` })),
    )
  }
}
