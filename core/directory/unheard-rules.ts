import type { EntityManager } from '@mikro-orm/postgresql'
import { decideNever } from '../diffusion/never.ts'
import { type Rule, RuleSchema } from '../diffusion/rule.entity.ts'
import { facets } from '../kinds/facets.ts'
import { type Domain, domains } from '../kinds/kind.ts'
import { parseQuery } from '../query/parse.ts'
import { type Agent, AgentSchema } from './agent.entity.ts'
import { mailboxOf, type Structure, StructureSchema } from './structure.entity.ts'

/** A rule in force that would tell nobody, as the directory and the mailboxes stand. */
export interface UnheardRule {
  readonly code: string
  readonly structure: string
  readonly why: 'no-mailbox' | 'no-agent' | 'no-right'
}

type Facts = Pick<Rule, 'code' | 'structureId' | 'query' | 'audience'>

/**
 * The rules that nobody would hear of: whoever loads rules, mailboxes or the directory learns it before an event does.
 * @param inForce those that are stored when absent
 */
export async function unheardRules(em: EntityManager, inForce?: readonly Facts[]): Promise<UnheardRule[]> {
  const rules = inForce ?? (await em.find(RuleSchema, { active: true }, { orderBy: { code: 'asc' } }))
  const ids = [...new Set(rules.map(({ structureId }) => structureId))]
  const structures = new Map(
    (await em.find(StructureSchema, { id: { $in: ids } })).map((structure) => [structure.id, structure]),
  )
  const agents = await em.find(AgentSchema, { structure: { $in: ids }, active: true })
  return rules.flatMap((rule) => {
    const structure = structures.get(rule.structureId)
    if (structure === undefined) return []
    const members = agents.filter((agent) => agent.structure.id === rule.structureId)
    const why = decideUnheard(rule, structure, members)
    return why === undefined ? [] : [{ code: rule.code, structure: structure.label, why }]
  })
}

function decideUnheard(
  { query: written, audience }: Facts,
  structure: Structure,
  members: readonly Pick<Agent, 'domains'>[],
): UnheardRule['why'] | undefined {
  const query = parseQuery(written, facets)
  const isTold = (held: readonly Domain[]) => decideNever(query, held) === undefined
  if (audience === 'mailbox') {
    const served = domains.filter((domain) => mailboxOf(structure, domain) !== undefined)
    return isTold(served) ? undefined : 'no-mailbox'
  }
  if (members.length === 0) return 'no-agent'
  return members.some((agent) => isTold(agent.domains)) ? undefined : 'no-right'
}
