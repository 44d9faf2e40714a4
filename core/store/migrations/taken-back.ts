import { Migration } from '@mikro-orm/migrations'

/** A mistake can be taken back: an event that was withdrawn, and an act that nobody was told of yet. */
export class TakenBack extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
alter table event drop constraint event_state_check;
alter table event add constraint event_state_check check (state in ('draft', 'open', 'closed', 'withdrawn'));

-- Somebody's last act.
create index entry_agent on entry (agent_id, id) where agent_id is not null;

-- What may still be taken back: a row until the act leaves or its time is over. Whoever deletes it first has decided.
create table pending_act (
  entry_id int primary key references entry,
  event_id int not null references event,
  agent_id int not null references agent,
  -- The transaction: what was written together is taken back together.
  act varchar(255) not null,
  leaves_at timestamptz not null,
  -- What the act changed of the record, to put it back; null when it only wrote.
  changed jsonb null
);
create index pending_act_event on pending_act (event_id);
create index pending_act_agent on pending_act (agent_id);
`
