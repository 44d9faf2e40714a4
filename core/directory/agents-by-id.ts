import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { channelNames } from '../diffusion/channel.ts'
import { domains } from '../kinds/kind.ts'
import type { Agent } from './agent.entity.ts'
import { StructureSchema } from './structure.entity.ts'

const rows = z.array(
  z.object({
    id: z.int(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    structureId: z.int(),
    position: z.string(),
    phone: z.string(),
    mobile: z.string(),
    domains: z.array(z.enum(domains)).readonly(),
    channel: z.enum(channelNames),
    active: z.boolean(),
    confirmAbove: z.int(),
    haste: z.int(),
  }),
)

/**
 * These agents as they are now, with their structures, to be looked at and not changed: fifty thousand may be told at
 * once, and as entities they would take a kilobyte each.
 */
export async function agentsById(
  em: EntityManager,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Agent>> {
  if (ids.length === 0) return new Map()
  const found = await em.execute(
    `select id, email, first_name as "firstName", last_name as "lastName", structure_id as "structureId", position, phone, mobile,
       domains, channel, active, confirm_above as "confirmAbove", haste
     from agent where id in (select value::int from json_array_elements_text(?::json)) order by id`,
    [JSON.stringify(ids)],
  )
  const read = rows.parse(found)
  const structureIds = [...new Set(read.map(({ structureId }) => structureId))]
  const structures = new Map(
    (await em.find(StructureSchema, { id: { $in: structureIds } })).map((one) => [one.id, one]),
  )
  return new Map(
    read.flatMap(({ structureId, ...agent }) => {
      const structure = structures.get(structureId)
      return structure === undefined ? [] : [[agent.id, { ...agent, structure }] as const]
    }),
  )
}
