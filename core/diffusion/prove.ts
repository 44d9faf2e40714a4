import type { Context } from '../context.ts'
import { AgentSchema, fullName } from '../directory/agent.entity.ts'
import { StructureSchema } from '../directory/structure.entity.ts'
import { EntrySchema, type EntryType } from '../events/entry.entity.ts'
import { loadEvent } from '../events/load.ts'
import { type ChainCheck, verifyChain } from '../events/verify-chain.ts'
import type { ChannelName } from './channel.ts'
import { DeliverySchema, type DeliveryState } from './delivery.entity.ts'
import type { Reason } from './reason.ts'

/** Who was told what version, when, on which channel, with what outcome and why; with the check of the journal's chain. */
export interface Proof {
  readonly number: string
  readonly chain: ChainCheck
  readonly lines: readonly ProofLine[]
}

export interface ProofLine {
  readonly name: string
  readonly structure: string
  readonly channel: ChannelName
  readonly address: string | null
  readonly entryRank: number
  readonly entryType: EntryType
  readonly version: number | null
  /** When it ended; for a waiting one, when it is due. ISO 8601. */
  readonly at: string
  readonly state: DeliveryState
  readonly outcome: string | null
  readonly receipt: string | null
  readonly reasons: readonly Reason[]
  /** Told in a digest rather than alone. */
  readonly digest: boolean
}

/** @throws Refusal event-not-found */
export async function proveDiffusion(ctx: Context, input: { number: string }): Promise<Proof> {
  const em = ctx.store.read()
  const event = await loadEvent(em, ctx, input.number)
  const deliveries = await em.find(
    DeliverySchema,
    { eventId: event.id },
    { orderBy: { entryId: 'asc', createdAt: 'asc', id: 'asc' } },
  )
  const entries = new Map(
    (await em.find(EntrySchema, { eventId: event.id })).map((entry) => [entry.id, entry]),
  )
  const agents = await em.find(
    AgentSchema,
    { id: { $in: deliveries.flatMap((one) => one.agentId ?? []) } },
    { populate: ['structure'] },
  )
  const structures = await em.find(StructureSchema, {
    id: { $in: deliveries.flatMap((one) => one.structureId ?? []) },
  })
  const agentById = new Map(agents.map((agent) => [agent.id, agent]))
  const structureById = new Map(structures.map((structure) => [structure.id, structure]))
  const lines = deliveries.map((one): ProofLine => {
    const agent = agentById.get(one.agentId ?? 0)
    const structure = agent?.structure.label ?? structureById.get(one.structureId ?? 0)?.label ?? ''
    const entry = entries.get(one.entryId)
    return {
      name: agent === undefined ? structure : fullName(agent),
      structure,
      channel: one.channel,
      address: one.address ?? null,
      entryRank: entry?.rank ?? 0,
      entryType: entry?.type ?? 'message',
      version: one.version ?? null,
      at: (one.endedAt ?? one.dueAt).toISOString(),
      state: one.state,
      outcome: one.outcome ?? null,
      receipt: one.receipt ?? null,
      reasons: one.reasons,
      digest: one.digestId !== null && one.digestId !== undefined,
    }
  })
  return { number: event.number, chain: await verifyChain(em, event), lines }
}
