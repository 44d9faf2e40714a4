import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { type By, recordAudit } from '../audit/record.ts'
import { tendRoomsOf } from '../rooms/tend.ts'
import { leaveRooms } from './leave-rooms.ts'
import { voidCodes } from './void-codes.ts'

export interface LinkInput {
  readonly provider: string
  readonly address: string
  readonly agentId: number
}

export interface Linked {
  readonly changed: boolean
  /** The agent's address until now, which speaks for nobody any more. */
  readonly replaced: string | undefined
}

const heldSchema = z.array(z.object({ agentId: z.int(), address: z.string(), agent: z.string() }))
const emailSchema = z.tuple([z.object({ agent: z.string() })])

/**
 * Makes an address the agent's: his only one at this provider, and nobody else's. Open codes of both are void. Part of
 * the caller's transaction.
 */
export async function linkIdentity(em: EntityManager, by: By, input: LinkInput): Promise<Linked> {
  const { provider, address, agentId } = input
  const held = heldSchema.parse(
    await em.execute(
      `select agent_id as "agentId", address, email as agent from identity join agent on agent.id = agent_id
       where provider = ? and (address = ? or agent_id = ?) order by identity.id for update of identity`,
      [provider, address, agentId],
    ),
  )
  await em.execute('delete from link_code where provider = ? and address = ?', [provider, address])
  await voidCodes(em, [agentId])
  if (held.some((one) => one.agentId === agentId && one.address === address))
    return { changed: false, replaced: undefined }
  await leaveRooms(em, [agentId, ...held.map((one) => one.agentId)], by.clock.now())
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
  const [{ agent }] = emailSchema.parse(
    await em.execute('select email as agent from agent where id = ?', [agentId]),
  )
  await recordAudit(
    em,
    by,
    ...held.map(
      (one) => ({ action: 'identity-unlinked', provider, address: one.address, agent: one.agent }) as const,
    ),
    { action: 'identity-linked', provider, address, agent },
  )
  // He is invited where he is expected.
  await tendRoomsOf(em, [agentId])
  return { changed: true, replaced: held.find((one) => one.agentId === agentId)?.address }
}
