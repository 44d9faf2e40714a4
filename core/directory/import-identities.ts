import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { fold } from '../query/words.ts'
import type { Issue } from '../refusal.ts'
import { transactionOf } from '../store/trial.ts'
import type { ImportOptions, ValueChange } from '../tables/import-change.ts'
import { readTable, type TableRow } from '../tables/read-table.ts'
import { isMatrixUser } from './chat-address.ts'
import { lineRules, readEmail } from './decide-line.ts'
import { linkIdentity } from './link-identity.ts'

export const identityColumns = [
  { name: 'Canal', required: true },
  { name: 'Adresse', required: true },
  { name: 'Courriel', required: true },
] as const
type IdentityColumn = (typeof identityColumns)[number]['name']

/** Tchap is a Matrix: both words name the same provider. */
const providers = new Map([
  ['tchap', 'matrix'],
  ['matrix', 'matrix'],
])

const rules = {
  provider: `canal attendu parmi ${[...providers.keys()].join(', ')}`,
  address: 'adresse attendue de la forme @prenom.nom:serveur',
  addressTwice: 'compte déjà lu plus haut dans le fichier\u00A0: la première ligne est gardée',
  agentTwice:
    'agent déjà lu plus haut dans le fichier\u00A0: un agent a un seul compte par canal, la première ligne est gardée',
  unknown: 'aucun agent actif de l’annuaire n’a cette adresse',
} as const

export interface IdentityReport {
  readonly read: number
  readonly created: number
  /** Agents whose account was another, or accounts that were another agent's. */
  readonly updated: number
  readonly unchanged: number
  readonly refused: readonly Issue[]
}

/**
 * Links chat accounts to agents, as the operator's file says. An agent's earlier account, and an account's earlier
 * agent, are unlinked; who is not in the file keeps his link. Bad lines are reported and the others loaded.
 * @throws Refusal import-unreadable
 */
export async function importIdentities(
  ctx: Context,
  input: { readonly csv: string } & ImportOptions,
): Promise<IdentityReport> {
  const { trial = false, onChange, onProgress } = input
  const rows = readTable(input.csv, 'comptes', identityColumns)
  return transactionOf(ctx.store, trial, async (em) => {
    const agents = await activeAgents(em)
    const emails = new Map([...agents].map(([email, id]) => [id, email]))
    const before = await links(em)
    const refused: Issue[] = []
    const report = { read: rows.length, created: 0, updated: 0, unchanged: 0 }
    const seen = { addresses: new Set<string>(), agents: new Set<string>() }
    for (const [at, row] of rows.entries()) {
      onProgress?.(at + 1, rows.length)
      const decision = decideIdentity(row, agents, seen)
      if (!decision.ok) {
        refused.push(...decision.issues)
        continue
      }
      const { provider, address, agentId } = decision
      seen.addresses.add(`${provider} ${address}`)
      seen.agents.add(`${provider} ${agentId}`)
      const held = before.filter(
        (link) => link.provider === provider && (link.address === address || link.agentId === agentId),
      )
      if (!trial) await linkIdentity(em, ctx, { provider, address, agentId })
      if (held.some((link) => link.address === address && link.agentId === agentId)) {
        report.unchanged += 1
        continue
      }
      const what = held.length === 0 ? 'created' : 'updated'
      report[what] += 1
      onChange?.({ what, name: address, changes: linkChanges(held, decision, emails) })
    }
    return { ...report, refused }
  })
}

/** What the account, and the agent, were linked to. */
function linkChanges(
  held: readonly { readonly address: string; readonly agentId: number }[],
  { address, agentId }: { readonly address: string; readonly agentId: number },
  emails: ReadonlyMap<number, string>,
): ValueChange[] {
  const before = held.map((link) =>
    link.address === address ? (emails.get(link.agentId) ?? 'agent inactif') : link.address,
  )
  return held.length === 0
    ? []
    : [{ label: 'Lien', before: before.join(', '), after: emails.get(agentId) ?? '' }]
}

type IdentityDecision =
  | { readonly ok: true; readonly provider: string; readonly address: string; readonly agentId: number }
  | { readonly ok: false; readonly issues: readonly Issue[] }

function decideIdentity(
  row: TableRow<IdentityColumn>,
  agents: ReadonlyMap<string, number>,
  seen: { readonly addresses: ReadonlySet<string>; readonly agents: ReadonlySet<string> },
): IdentityDecision {
  const cell = (name: IdentityColumn) => row.cells[name] ?? ''
  const issues: Issue[] = [...row.unwritable]
  const refuse = (name: IdentityColumn, rule: string) =>
    issues.push({ at: `ligne ${row.line}, ${name}`, seen: cell(name), rule })
  const provider = providers.get(fold(cell('Canal')))
  if (provider === undefined) refuse('Canal', rules.provider)
  const address = cell('Adresse')
  if (!isMatrixUser(address)) refuse('Adresse', rules.address)
  else if (seen.addresses.has(`${provider} ${address}`)) refuse('Adresse', rules.addressTwice)
  const email = readEmail(cell('Courriel'), (rule) => refuse('Courriel', rule))
  const agentId = email === undefined ? undefined : agents.get(email)
  if (email !== undefined && agentId === undefined) refuse('Courriel', rules.unknown)
  else if (seen.agents.has(`${provider} ${agentId}`)) refuse('Courriel', rules.agentTwice)
  if (row.surplus > 0)
    issues.push({
      at: `ligne ${row.line}, colonnes`,
      seen: `${row.surplus} de trop`,
      rule: lineRules.surplus,
    })
  if (issues.length > 0 || provider === undefined || agentId === undefined) return { ok: false, issues }
  return { ok: true, provider, address, agentId }
}

async function activeAgents(em: EntityManager): Promise<Map<string, number>> {
  const rows = await em.execute('select email, id from agent where active')
  const agents = z.array(z.object({ email: z.string(), id: z.int() })).parse(rows)
  return new Map(agents.map(({ email, id }) => [email, id]))
}

async function links(em: EntityManager) {
  const rows = await em.execute(
    `select provider, address, agent_id as "agentId" from identity
     where provider in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify([...new Set(providers.values())])],
  )
  return z.array(z.object({ provider: z.string(), address: z.string(), agentId: z.int() })).parse(rows)
}
