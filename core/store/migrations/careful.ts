import { Migration } from '@mikro-orm/migrations'

/** Before telling many people, an agent is asked; and he is asked when he tells people too often. */
export class Careful extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
-- How many people an act may tell without being confirmed.
alter table agent add column confirm_above int not null default 20 check (confirm_above >= 0);
-- How often he may tell people in five minutes before he is asked.
alter table agent add column haste int not null default 20 check (haste > 0);
-- What an agent did in the last minutes, on every act that tells people.
create index entry_agent_at on entry (agent_id, at) where agent_id is not null;
`
