import { type Channel, type ChannelName, channelNames, type Message } from '#core/diffusion/channel.ts'
import { type DeliverDeps, deliverBatch } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'
import type { World } from '#test/world.ts'

/** The fan-out and the sending, done by hand, on channels that keep what they were given. */
export interface Telling {
  readonly deps: DeliverDeps
  /** What was sent since it was emptied. */
  readonly sent: { channel: ChannelName; key: string; address: string; message: Message }[]
  /** The fan-out of the event's last entry. */
  diffuse(event: Pick<Event, 'id'>): Promise<void>
  /** Sends what waits, as often as a delivery changes its way. */
  deliver(event: Pick<Event, 'id'>): Promise<void>
  tell(event: Pick<Event, 'id'>): Promise<void>
  noticesAt(address: string): Notice[]
}

export function tellingIn(world: World): Telling {
  const sent: Telling['sent'] = []
  const channel = (name: ChannelName): Channel => ({
    name,
    async send(key, address, message) {
      sent.push({ channel: name, key, address, message })
      return { state: 'delivered', receipt: `$${key}` }
    },
  })
  const deps: DeliverDeps = {
    store: world.store,
    clock: world.clock,
    channels: { console: channel('console'), email: channel('email'), matrix: channel('matrix') },
    links: stopLinks('k'.repeat(32), 'https://vigie.example.fr'),
  }
  const diffuse: Telling['diffuse'] = async ({ id: eventId }) => {
    const em = world.store.read()
    const [entry] = await em.find(EntrySchema, { eventId }, { orderBy: { rank: 'desc' }, limit: 1 })
    await diffuseEntry(world.system, { entryId: entry?.id ?? 0 })
  }
  const deliver: Telling['deliver'] = async ({ id: eventId }) => {
    for (let left = channelNames.length; left > 0; left -= 1) {
      const waiting = await world.store.read().find(DeliverySchema, { eventId, state: 'waiting' })
      const due = waiting.filter((one) => one.pace.every === 'entry')
      if (due.length === 0) return
      await deliverBatch(deps, { deliveryIds: due.map((one) => one.id), lastAttempt: false })
    }
  }
  return {
    deps,
    sent,
    diffuse,
    deliver,
    async tell(event) {
      await diffuse(event)
      await deliver(event)
    },
    noticesAt: (address) =>
      sent
        .filter((one) => one.address === address)
        .flatMap(({ message }) => (message.type === 'notice' ? [message.notice] : [])),
  }
}
