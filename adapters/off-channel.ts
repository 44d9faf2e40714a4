import type { Channel, ChannelName } from '#core/diffusion/channel.ts'

/** A channel that this process does not serve: what is handed to it all the same is refused, visibly in the proof. */
export function offChannel(name: ChannelName): Channel {
  return { name, send: async () => ({ state: 'refused', why: 'channel-off' }) }
}
