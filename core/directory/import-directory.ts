import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { recordAudit } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { channelNames } from '../diffusion/channel.ts'
import { domains } from '../kinds/kind.ts'
import type { Issue } from '../refusal.ts'
import { tendRoomsOf } from '../rooms/tend.ts'
import { transactionOf } from '../store/trial.ts'
import type { ImportOptions } from '../tables/import-change.ts'
import { readTable } from '../tables/read-table.ts'
import {
  type AgentFacts,
  type DirectoryChanges,
  decideDirectory,
  keepFirst,
  massIssue,
  namedChanges,
} from './decide-directory.ts'
import { decideLine, directoryColumns } from './decide-line.ts'
import { revokeTokens } from './revoke-tokens.ts'
import { rightsChanges } from './rights-changes.ts'
import { mailboxesOf, StructureSchema } from './structure.entity.ts'
import type { StructureFacts } from './structure-path.ts'
import { unlinkAgents } from './unlink.ts'

export interface DirectoryReport {
  /** Lines after the header. */
  readonly read: number
  readonly structuresCreated: number
  readonly created: number
  /** Moved and reactivated agents are among the updated. */
  readonly updated: number
  readonly unchanged: number
  readonly moved: number
  readonly reactivated: number
  readonly deactivated: number
  readonly refused: readonly Issue[]
}

const batch = 1_000

/**
 * Brings the directory up to date with the national file (CSV, columns in decide-line.ts): all or nothing.
 * Nobody is deleted: who is not in the file any more is made inactive, his chat accounts speak for him no more, and his
 * tokens are revoked; who returns is active again, links them anew and asks for others.
 * A second import of the same file changes nothing. Bad lines are reported and the others loaded.
 * @param input.allowMass lets more than half of the active agents be made inactive
 * @throws Refusal import-unreadable, input-invalid (mass deactivation)
 */
export async function importDirectory(
  ctx: Context,
  input: { readonly csv: string; readonly allowMass?: boolean } & ImportOptions,
): Promise<DirectoryReport> {
  const { trial = false, onChange, onProgress } = input
  const rows = readTable(input.csv, 'annuaire', directoryColumns)
  const decisions = rows.map(decideLine)
  const present = new Set(
    decisions.flatMap((decision) => (decision.ok ? decision.line.email : (decision.email ?? []))),
  )
  return transactionOf(ctx.store, trial, async (em) => {
    const { lines, issues } = keepFirst(decisions, mailboxesOf(await em.findAll(StructureSchema)))
    const known = await knownAgents(em)
    const { allowMass = false } = input
    const changes = decideDirectory(known, lines, present, allowMass || trial)
    const active = [...known.values()].filter((agent) => agent.active)
    const mass = allowMass ? undefined : massIssue(changes.left.length, active.length)
    for (const change of namedChanges(known, changes)) onChange?.(change)
    const structures = [...new Map(lines.map(({ structure }) => [structure.code, structure])).values()]
    const structuresCreated = trial
      ? await countUnknown(em, structures)
      : await writeStructures(em, structures)
    if (!trial) {
      await writeChanges(em, ctx, changes, onProgress)
      await recordAudit(em, ctx, ...rightsChanges(known, changes))
    }
    return {
      read: rows.length,
      structuresCreated,
      created: changes.created.length,
      updated: changes.updated.length,
      unchanged: changes.unchanged,
      moved: changes.moved,
      reactivated: changes.reactivated,
      deactivated: changes.left.length,
      // Only a dry run comes so far with one.
      refused: mass === undefined ? issues : [...issues, mass],
    }
  })
}

async function writeChanges(
  em: EntityManager,
  ctx: Context,
  changes: DirectoryChanges,
  onProgress: ImportOptions['onProgress'],
): Promise<void> {
  const written = [...changes.created, ...changes.updated]
  for (let at = 0; at < written.length; at += batch) {
    await writeAgents(em, written.slice(at, at + batch))
    onProgress?.(Math.min(at + batch, written.length), written.length)
  }
  const left = await em.execute(
    'update agent set active = false where email in (select jsonb_array_elements_text(?::jsonb)) returning id',
    [JSON.stringify(changes.left)],
  )
  await unlinkAgents(em, ctx, idsOf(left))
  await revokeTokens(em, ctx, idsOf(left))
  // Who moved, or has other domains, may have to leave rooms and be invited to others.
  const changed = await em.execute(
    'select id from agent where email in (select jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(changes.updated.map(({ email }) => email))],
  )
  await tendRoomsOf(em, idsOf(changed))
}

const idsSchema = z.array(z.object({ id: z.int() }))

function idsOf(rows: unknown): number[] {
  return idsSchema.parse(rows).map(({ id }) => id)
}

const knownSchema = z.array(
  z.object({
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    structureCode: z.string(),
    position: z.string(),
    phone: z.string(),
    mobile: z.string(),
    domains: z.array(z.enum(domains)),
    channel: z.enum(channelNames),
    active: z.boolean(),
  }),
)

async function knownAgents(em: EntityManager): Promise<Map<string, AgentFacts>> {
  const rows = await em.execute(
    `select agent.email, first_name as "firstName", last_name as "lastName", structure.code as "structureCode",
       position, phone, mobile, domains, channel, agent.active
     from agent join structure on structure.id = structure_id`,
  )
  return new Map(knownSchema.parse(rows).map((agent) => [agent.email, agent]))
}

async function countUnknown(em: EntityManager, structures: readonly StructureFacts[]): Promise<number> {
  const known = await em.execute('select code from structure')
  const codes = new Set(
    z
      .array(z.object({ code: z.string() }))
      .parse(known)
      .map(({ code }) => code),
  )
  return structures.filter(({ code }) => !codes.has(code)).length
}

/** Creates the structures that are not there, and wakes those that are inactive; the others are kept as they are. */
async function writeStructures(em: EntityManager, structures: readonly StructureFacts[]): Promise<number> {
  const rows = await em.execute(
    `insert into structure (code, label, level, region, dept, zone, mailboxes, active)
     select code, label, level, region, dept, zone, '{}', true
     from jsonb_to_recordset(?::jsonb)
       as line (code text, label text, level text, region text, dept text, zone text)
     on conflict (code) do update set active = true where not structure.active
     returning (xmax = 0) as created`,
    [JSON.stringify(structures)],
  )
  return z
    .array(z.object({ created: z.boolean() }))
    .parse(rows)
    .filter(({ created }) => created).length
}

/** Writes agents, with the two identities that the directory gives: the console's and mail's. */
async function writeAgents(em: EntityManager, agents: readonly AgentFacts[]): Promise<void> {
  const json = JSON.stringify(agents)
  await em.execute(
    `insert into agent (email, first_name, last_name, structure_id, position, phone, mobile, domains, channel, active)
     select email, "firstName", "lastName", structure.id, position, phone, mobile, domains, channel, line.active
     from jsonb_to_recordset(?::jsonb)
       as line (email text, "firstName" text, "lastName" text, "structureCode" text, position text, phone text,
         mobile text, domains jsonb, channel text, active boolean)
     join structure on structure.code = line."structureCode"
     on conflict (email) do update set first_name = excluded.first_name, last_name = excluded.last_name,
       structure_id = excluded.structure_id, position = excluded.position, phone = excluded.phone,
       mobile = excluded.mobile, domains = excluded.domains, channel = excluded.channel, active = excluded.active`,
    [json],
  )
  await em.execute(
    `insert into identity (provider, address, agent_id)
     select provider, agent.email, agent.id
     from jsonb_to_recordset(?::jsonb) as line (email text)
     join agent on agent.email = line.email
     cross join (values ('console'), ('email')) as given (provider)
     on conflict (provider, address) do nothing`,
    [json],
  )
}
