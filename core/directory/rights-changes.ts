import type { Audited, AuditedRights } from '../audit/audited.ts'
import type { AgentFacts, DirectoryChanges } from './decide-directory.ts'

/** What an import changes of what agents may: structure (its level goes with it), domains, whether they are active. */
export function rightsChanges(
  known: ReadonlyMap<string, AgentFacts>,
  { created, updated, left }: DirectoryChanges,
): Audited[] {
  const pairs = [...created, ...updated].map((after) => ({
    agent: after.email,
    before: known.get(after.email),
    after: rightsOf(after),
  }))
  const ended = left.flatMap((agent) => {
    const before = known.get(agent)
    return before === undefined ? [] : [{ agent, before, after: { ...rightsOf(before), active: false } }]
  })
  return [...pairs, ...ended].flatMap(({ agent, before: facts, after }): Audited[] => {
    const before = facts === undefined ? null : rightsOf(facts)
    const same = JSON.stringify(before) === JSON.stringify(after)
    return same ? [] : [{ action: 'rights', agent, before, after }]
  })
}

function rightsOf({ structureCode, domains, active }: AgentFacts): AuditedRights {
  return { structure: structureCode, domains: [...domains].sort(), active }
}
