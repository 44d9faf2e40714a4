import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ChannelName } from '../diffusion/channel.ts'
import type { Domain } from '../kinds/kind.ts'
import { StructureSchema } from './structure.entity.ts'

/** A person. Never deleted: who leaves the directory is made inactive, so that proofs keep their names. */
export const AgentSchema = defineEntity({
  name: 'Agent',
  tableName: 'agent',
  properties: {
    id: p.integer().primary(),
    /** Lower case; the key of the directory. */
    email: p.string().unique(),
    firstName: p.string(),
    lastName: p.string(),
    structure: () => p.manyToOne(StructureSchema),
    position: p.string(),
    phone: p.string(),
    mobile: p.string(),
    /** Right groups: the domains whose events the agent may work on. */
    domains: p.json<readonly Domain[]>(),
    /** Where he is told what he follows, and what reaches him by a rule. */
    channel: p.string().$type<ChannelName>(),
    active: p.boolean(),
    /** In a conversation, an act that tells more people than this is asked about first. */
    confirmAbove: p.integer().default(20),
    /** How often he may tell people in a few minutes before he is asked (core/events/haste.ts). */
    haste: p.integer().default(20),
  },
})
export type Agent = InferEntity<typeof AgentSchema>

export function fullName(agent: { readonly firstName: string; readonly lastName: string }): string {
  return `${agent.firstName} ${agent.lastName}`
}
