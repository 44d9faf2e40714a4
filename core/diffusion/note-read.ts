import { dateOf } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { ChannelName } from './channel.ts'

/**
 * Somebody read what was said at this address up to a message: that delivery and those before it were read, if they were
 * not before. In a room, the first reader counts for all.
 * @param input `receipt` names the message as the channel does; for one that is no delivery, `saidAt` tells what stands above it
 * @returns how many deliveries are read now that were not
 */
export async function noteRead(
  store: Store,
  input: {
    readonly channel: ChannelName
    readonly address: string
    readonly receipt: string
    readonly at: Temporal.Instant
    readonly saidAt?: Temporal.Instant
  },
): Promise<number> {
  const { channel, address, receipt, at, saidAt } = input
  const read = await store.read().execute(
    `with upto as (
       select coalesce(max(ended_at), ?::timestamptz) as at from delivery
       where receipt = ? and channel = ? and address = ? and state = 'delivered')
     update delivery set read_at = ?, facts = facts + 1 from upto
     where channel = ? and address = ? and state = 'delivered' and read_at is null and ended_at <= upto.at
     returning delivery.id`,
    [saidAt?.toString() ?? null, receipt, channel, address, dateOf(at), channel, address],
  )
  return read.length
}
