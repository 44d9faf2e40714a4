import type { Context } from '../context.ts'
import { addressesOf } from './addresses.ts'
import type { ChannelName } from './channel.ts'

/** By which channel the agent is told at present of what he asked for on another: by mail until he has linked an account there. */
export async function arrivesBy({ actor, store }: Context): Promise<(channel: ChannelName) => ChannelName> {
  if (actor.type !== 'agent') return (channel) => channel
  const { agent } = actor
  const addressOf = await addressesOf(store.read(), [agent.id])
  return (channel) => (addressOf(agent, channel) === undefined ? 'email' : channel)
}
