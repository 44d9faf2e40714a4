import { stableId } from '#core/diffusion/delivery-id.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { findDirectRoom, noteDirectRoom } from '#core/rooms/direct-room.ts'
import { type Bot, provider } from '../bot.ts'

/**
 * The room in which the bot and one agent are alone, made when there is none. An agent who left is invited again: what
 * concerns him must be able to reach him.
 * @param address his user id
 */
export async function directRoomWith(bot: Bot, agent: Pick<Agent, 'id'>, address: string): Promise<string> {
  const { matrix, store } = bot
  const known = await findDirectRoom(store.read(), provider, agent.id)
  if (known?.address !== undefined && known.address !== null && matrix.joined(known.address)) {
    if (!matrix.present(known.address, address)) await matrix.invite(known.address, address)
    return known.address
  }
  const made = await matrix.createRoom({
    // A room that the bot is out of is never found again by its key.
    key: stableId('room', provider, address, known?.address ?? ''),
    direct: true,
    encrypted: true,
    invite: [address],
  })
  await noteDirectRoom(bot, { provider, agentId: agent.id, address: made })
  return made
}
