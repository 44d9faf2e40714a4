import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { tendRoomsOf } from '../rooms/tend.ts'
import { leaveRooms } from './leave-rooms.ts'
import { voidCodes } from './void-codes.ts'

export interface LinkInput {
  readonly provider: string
  readonly address: string
  readonly agentId: number
  readonly at: Temporal.Instant
}

export interface Linked {
  readonly changed: boolean
  /** The agent's address until now, which speaks for nobody any more. */
  readonly replaced: string | undefined
}

const heldSchema = z.array(z.object({ agentId: z.int(), address: z.string() }))

/**
 * Makes an address the agent's: his only one at this provider, and nobody else's. Open codes of both are void. Part of
 * the caller's transaction.
 */
export async function linkIdentity(em: EntityManager, input: LinkInput): Promise<Linked> {
  const { provider, address, agentId, at } = input
  const held = heldSchema.parse(
    await em.execute(
      `select agent_id as "agentId", address from identity
       where provider = ? and (address = ? or agent_id = ?) order by id for update`,
      [provider, address, agentId],
    ),
  )
  await em.execute('delete from link_code where provider = ? and address = ?', [provider, address])
  await voidCodes(em, [agentId])
  if (held.some((one) => one.agentId === agentId && one.address === address))
    return { changed: false, replaced: undefined }
  await leaveRooms(em, [agentId, ...held.map((one) => one.agentId)], at)
  await em.execute('delete from identity where provider = ? and (address = ? or agent_id = ?)', [
    provider,
    address,
    agentId,
  ])
  await em.execute('insert into identity (provider, address, agent_id) values (?, ?, ?)', [
    provider,
    address,
    agentId,
  ])
  // He is invited where he is expected.
  await tendRoomsOf(em, [agentId])
  return { changed: true, replaced: held.find((one) => one.agentId === agentId)?.address }
}
