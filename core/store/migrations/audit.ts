import { Migration } from '@mikro-orm/migrations'

/** Who read, searched, exported, commanded or was given what is kept, and only added to. */
export class Audit extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  agent_id int null references agent,
  -- Who acted when no agent did: a part of Vigie, or the operator's account on his machine.
  system varchar(255) null,
  action varchar(255) not null,
  -- The number of an event.
  event varchar(255) null,
  -- Numbers, codes, counts, addresses: core/audit/audited.ts.
  facts jsonb not null,
  check (num_nonnulls(agent_id, system) = 1)
);
create index audit_at on audit (at);
create index audit_event on audit (event, id) where event is not null;

-- The audit is append-only: only what is old may go.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '6 months' then
      return old;
    end if;
  end if;
  raise exception 'the audit is append-only: % on audit is refused', tg_op using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_append_only before update or delete on audit for each row execute function refuse_audit_change();
create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_audit_change();

-- The only way for the program, which may not delete: as the owner, and only what is old.
create function forget_audit(months int) returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  forgotten bigint;
begin
  if months is null or months < 6 then
    raise exception 'the audit is kept for six months at least' using errcode = 'integrity_constraint_violation';
  end if;
  delete from public.audit where at < now() - make_interval(months => months);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_audit(int) from public;
`
