import { Migration } from '@mikro-orm/migrations'

/** Tokens end, open only what they were made for, and die with the account of their agent; no key lies in the database. */
export class TokenScopes extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
alter table token
  add column scopes jsonb not null default '["events:read", "events:write", "subscriptions", "proof"]',
  -- A year from now for the tokens that had no end.
  add column expires_at timestamptz not null default now() + interval '1 year',
  -- Ranges that it may be used from; null: from everywhere.
  add column addresses jsonb null,
  -- Reads a minute; null: the service's.
  add column per_minute int null;
alter table token alter column scopes drop default, alter column expires_at drop default;

-- Those who left before could have been given their tokens back by coming back.
update token set revoked_at = now()
where revoked_at is null and agent_id in (select id from agent where not active);

-- Stop links are signed by a key that is not in the database; codes that are open were hashed without one.
delete from setting where name = 'stop-key';
delete from link_code;
`
