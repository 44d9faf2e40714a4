import type { EntityManager } from '@mikro-orm/postgresql'
import { addJobs } from '../store/jobs.ts'
import { type ChannelName, sending } from './channel.ts'
import { asksAcknowledgement, type Reason } from './reason.ts'

interface ToSend {
  readonly id: string
  readonly channel: ChannelName
  readonly reasons: readonly Reason[]
}

/** Batches of one act that are ranked; those after them share the last rank. */
const ranks = 100

/**
 * Enqueues the sending of deliveries, in the caller's transaction: a batch a job, each channel by its task. What asks for
 * an acknowledgement goes before all else; then the first batch of each act before the second of any other: what few are
 * told of does not wait for what ten thousand are.
 * @param delay seconds until they may leave
 */
export async function addDeliverJobs(
  em: EntityManager,
  deliveries: readonly ToSend[],
  delay = 0,
): Promise<void> {
  for (const [channel, group] of Map.groupBy(deliveries, (delivery) => delivery.channel)) {
    const { urgent = [], calm = [] } = Object.groupBy(group, ({ reasons }) =>
      asksAcknowledgement(reasons) ? 'urgent' : 'calm',
    )
    await addJobs(
      em,
      sending[channel].deliver,
      [...jobsOf(channel, urgent, -ranks), ...jobsOf(channel, calm, 0)],
      delay,
    )
  }
}

function jobsOf(channel: ChannelName, deliveries: readonly ToSend[], firstPriority: number) {
  const { deliver, batch } = sending[channel]
  return Array.from({ length: Math.ceil(deliveries.length / batch) }, (_, index) => {
    const deliveryIds = deliveries.slice(index * batch, (index + 1) * batch).map(({ id }) => id)
    return {
      payload: { deliveryIds },
      key: `${deliver}:${deliveryIds[0]}`,
      priority: firstPriority + Math.min(index, ranks - 1),
    }
  })
}
