import { stableId } from '#core/diffusion/delivery-id.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { findDirectRoom, noteDirectRoom } from '#core/rooms/direct-room.ts'
import { type Bot, provider } from '../bot.ts'

/**
 * The room in which the bot and one agent are alone, made when there is none. An agent who left is invited again: what
 * concerns him must be able to reach him.
 * @param address his user id
 */
export async function directRoomWith(bot: Bot, agent: Pick<Agent, 'id'>, address: string): Promise<string> {
  return bot.inTurn(`direct:${address}`, async () => {
    const { matrix, store } = bot
    const known = (await findDirectRoom(store.read(), provider, agent.id))?.address ?? ''
    if (known !== '' && isTheirs(bot, known, address)) {
      if (!matrix.present(known, address)) await matrix.invite(known, address)
      return known
    }
    const made = await matrix.createRoom({
      // A room that is theirs no more is never found again by its key.
      key: stableId('room', provider, address, known),
      direct: true,
      encrypted: true,
      invite: [address],
    })
    await noteDirectRoom(bot, { provider, agentId: agent.id, address: made })
    return made
  })
}

/** An agent speaks in a direct message that nobody has noted: he is told there from now on, unless he is elsewhere. */
export async function noteDirect(bot: Bot, room: string, address: string): Promise<void> {
  const { store } = bot
  const agent = await findAgent(store.read(), provider, address)
  if (agent === undefined) return
  await bot.inTurn(`direct:${address}`, async () => {
    const known = (await findDirectRoom(store.read(), provider, agent.id))?.address ?? ''
    if (known === room) return
    if (known !== '' && isTheirs(bot, known, address) && bot.matrix.present(known, address)) return
    await noteDirectRoom(bot, { provider, agentId: agent.id, address: room })
  })
}

/** The bot is in it, and nobody else than he. */
function isTheirs({ matrix }: Bot, room: string, address: string): boolean {
  return (
    matrix.joined(room) && matrix.readers(room).every((user) => user === matrix.userId || user === address)
  )
}
