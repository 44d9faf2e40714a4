import type { ChannelName } from '../diffusion/channel.ts'
import type { Domain } from '../kinds/kind.ts'
import { type Issue, Refusal } from '../refusal.ts'
import { type ImportChange, valueChanges } from '../tables/import-change.ts'
import { type DirectoryLine, type LineDecision, lineRules } from './decide-line.ts'

/** An agent as the store has him and as the import writes him. */
export interface AgentFacts {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly structureCode: string
  readonly position: string
  readonly phone: string
  readonly mobile: string
  readonly domains: readonly Domain[]
  readonly channel: ChannelName
  readonly active: boolean
}

/** What an import of the directory changes. */
export interface DirectoryChanges {
  readonly created: readonly AgentFacts[]
  /** Reactivated agents are among them. */
  readonly updated: readonly AgentFacts[]
  readonly unchanged: number
  readonly moved: number
  readonly reactivated: number
  /** Addresses of the active agents that are not in the file any more. */
  readonly left: readonly string[]
}

/** What an agent gets when neither the file nor the store says: the domains whose events Vigie has today, and mail. */
const defaults = { domains: ['food'], channel: 'email' } as const satisfies Partial<AgentFacts>

/**
 * Keeps the first line of each address and of each structure code; the others are refused with the reason, and so is a
 * line whose address is a mailbox: what is told to a service would be told to one person, in his name.
 */
export function keepFirst(
  decisions: readonly LineDecision[],
  mailboxes: ReadonlySet<string> = new Set(),
): { lines: DirectoryLine[]; issues: Issue[] } {
  const emails = new Set<string>()
  const holders = new Map<string, string>()
  const lines: DirectoryLine[] = []
  const issues: Issue[] = []
  for (const decision of decisions) {
    if (!decision.ok) {
      issues.push(...decision.issues)
      continue
    }
    const { line, email, structure } = decision.line
    const stands = holders.get(structure.code) ?? structure.stands
    holders.set(structure.code, stands)
    if (stands !== structure.stands)
      issues.push({
        at: `ligne ${line}, Structure`,
        seen: structure.stands,
        rule: `${lineRules.sameCode}\u00A0: ${stands}`,
      })
    else if (mailboxes.has(email))
      issues.push({ at: `ligne ${line}, Mail`, seen: email, rule: lineRules.mailbox })
    else if (emails.has(email)) issues.push({ at: `ligne ${line}, Mail`, seen: email, rule: lineRules.twice })
    else {
      emails.add(email)
      lines.push(decision.line)
    }
  }
  return { lines, issues }
}

/**
 * Compares the file with the store.
 * @param present addresses read anywhere in the file, refused lines included: a typo does not make an agent leave
 * @throws Refusal input-invalid when more than half of the active agents would be made inactive, unless `allowMass`
 */
export function decideDirectory(
  known: ReadonlyMap<string, AgentFacts>,
  lines: readonly DirectoryLine[],
  present: ReadonlySet<string>,
  allowMass: boolean,
): DirectoryChanges {
  const created: AgentFacts[] = []
  const updated: AgentFacts[] = []
  const befores: AgentFacts[] = []
  for (const line of lines) {
    const before = known.get(line.email)
    const after = agentOf(line, before)
    if (before === undefined) created.push(after)
    else if (!same(before, after)) {
      updated.push(after)
      befores.push(before)
    }
  }
  const active = [...known.values()].filter((agent) => agent.active)
  const left = active.filter(({ email }) => !present.has(email)).map(({ email }) => email)
  const mass = massIssue(left.length, active.length)
  if (!allowMass && mass !== undefined) throw new Refusal('input-invalid', { issues: [mass] })
  return {
    created,
    updated,
    unchanged: lines.length - created.length - updated.length,
    moved: befores.filter((before, at) => before.structureCode !== updated[at]?.structureCode).length,
    reactivated: befores.filter((before) => !before.active).length,
    left,
  }
}

const labels = {
  firstName: 'Prénom',
  lastName: 'Nom',
  structureCode: 'Structure',
  position: 'Fonction',
  phone: 'Téléphone',
  mobile: 'Mobile',
  domains: 'Domaines',
  channel: 'Canal',
  active: 'Actif',
} as const satisfies Record<Exclude<keyof AgentFacts, 'email'>, string>

/** The changes one by one, as the operator is told of them. */
export function namedChanges(
  known: ReadonlyMap<string, AgentFacts>,
  { created, updated, left }: DirectoryChanges,
): ImportChange[] {
  return [
    ...created.map(({ email }): ImportChange => ({ what: 'created', name: email })),
    ...updated.map((after): ImportChange => {
      const before = known.get(after.email) ?? after
      return { what: 'updated', name: after.email, changes: valueChanges(labels, before, after) }
    }),
    ...left.map((email): ImportChange => ({ what: 'deactivated', name: email })),
  ]
}

/** A file in which so many are missing is a wrong one, until the operator says otherwise. */
export function massIssue(gone: number, active: number): Issue | undefined {
  if (gone * 2 <= active) return undefined
  return {
    at: 'annuaire',
    seen: `${gone} agents actifs sur ${active} absents du fichier`,
    rule: 'au plus la moitié des agents peut être désactivée en une fois\u00A0: vérifier le fichier, ou confirmer la désactivation en masse (--masse)',
  }
}

function agentOf(line: DirectoryLine, before: AgentFacts | undefined): AgentFacts {
  return {
    email: line.email,
    firstName: line.firstName,
    lastName: line.lastName,
    structureCode: line.structure.code,
    position: line.position,
    phone: line.phone,
    mobile: line.mobile,
    domains: line.domains ?? before?.domains ?? defaults.domains,
    channel: line.channel ?? before?.channel ?? defaults.channel,
    active: true,
  }
}

function same(before: AgentFacts, after: AgentFacts): boolean {
  return (
    before.firstName === after.firstName &&
    before.lastName === after.lastName &&
    before.structureCode === after.structureCode &&
    before.position === after.position &&
    before.phone === after.phone &&
    before.mobile === after.mobile &&
    before.domains.join() === after.domains.join() &&
    before.channel === after.channel &&
    before.active === after.active
  )
}
