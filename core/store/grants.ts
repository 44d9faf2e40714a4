import pg from 'pg'
import { z } from 'zod'

/**
 * What the program may do with a table, where that is less or more than reading, adding, changing and removing rows. It
 * never owns one: it can neither alter it nor silence its triggers.
 */
const limits: Readonly<Record<string, string>> = {
  // History: nobody takes back a line of it.
  entry: 'select, insert',
  delivery_fact: 'select, insert, update (seal)',
  delivery_seal: 'select, insert',
  anchor: 'select, insert',
  anchor_stamp: 'select, insert',
  audit: 'select, insert',
  migration: 'select',
  // What history tells of.
  event:
    'select, insert, update (state, version, fields, published_at, updated_at, closed_at, entries, hash, origin_fields)',
  delivery: 'select, insert, update',
  digest: 'select, insert, update',
  document: 'select, insert',
  // Its bytes are history; what an antivirus says of them is not.
  document_content: 'select, insert, update (verdict, signature, scanned_at)',
  agent: 'select, insert, update',
  structure: 'select, insert, update',
  number_series: 'select, insert, update',
  // Copies, made again by emptying them.
  search_event: 'select, insert, update, delete, truncate',
  search_word: 'select, insert, update, delete, truncate',
}

const usual = 'select, insert, update, delete'
const named = z.array(z.object({ schema: z.string(), name: z.string(), guarded: z.boolean() }))

/**
 * Gives the program's role exactly these rights, in one transaction: whatever it had beyond them ends. The queue is
 * graphile-worker's: its tables show rows to their owner only, unless a policy says so.
 */
export async function grantRights(owner: pg.Client, role: string): Promise<void> {
  const to = pg.escapeIdentifier(role)
  const { rows } = await owner.query(
    `select n.nspname as schema, c.relname as name,
       c.relrowsecurity and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = $1) as guarded
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p', 'v')
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
    [policyOf(role)],
  )
  const statements = named.parse(rows).flatMap(({ schema, name, guarded }) => {
    const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
    const rights = schema === 'public' ? (limits[name] ?? usual) : usual
    const policy = `create policy ${pg.escapeIdentifier(policyOf(role))} on ${table} to ${to} using (true) with check (true)`
    return [
      `revoke all on ${table} from ${to}`,
      `grant ${rights} on ${table} to ${to}`,
      ...(guarded ? [policy] : []),
    ]
  })
  await owner.query('begin')
  try {
    await owner.query(
      [
        `revoke create on schema public from public, ${to}`,
        `grant usage on schema public, graphile_worker to ${to}`,
        ...statements,
        `grant execute on function public.forget_audit(int) to ${to}`,
        `grant usage, select on all sequences in schema public, graphile_worker to ${to}`,
      ].join(';\n'),
    )
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

function policyOf(role: string): string {
  return `${role} works`
}

const answer = z.tuple([z.object({ may: z.boolean() })])

/** Whether the role that asks could change the past: as superuser, as owner of the journal, or by a right on it. */
export async function mayRewriteHistory(asking: Pick<pg.Client, 'query'>): Promise<boolean> {
  const { rows } = await asking.query(
    `select r.rolsuper or pg_has_role(r.oid, c.relowner, 'MEMBER')
       or has_table_privilege(r.oid, c.oid, 'update, delete, truncate, trigger') as may
     from pg_class c, pg_roles r where c.oid = 'entry'::regclass and r.rolname = current_user`,
  )
  return answer.parse(rows)[0].may
}
