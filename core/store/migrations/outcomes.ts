import { Migration } from '@mikro-orm/migrations'

/** What became of a delivery is a code and its detail, and whether a screen has shown it is known. */
export class Outcomes extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
alter table delivery add column shown_at timestamptz null;
-- What the provider or the last error said, beside the code in outcome.
alter table delivery add column detail varchar(255) null;
update delivery set detail = outcome, outcome = case when state = 'refused' then 'rejected' else 'failed' end
  where outcome is not null and outcome not in ('inactive', 'no-right', 'stopped', 'unknown', 'closed', 'withdrawn',
    'channel-off', 'agent-not-found', 'address-invalid', 'address-unknown', 'room-left', 'room-forbidden', 'too-large');
create index delivery_digest on delivery (digest_id) where digest_id is not null;
`
