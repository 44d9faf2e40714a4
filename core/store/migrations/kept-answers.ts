import { Migration } from '@mikro-orm/migrations'

/** A request that bears an Idempotency-Key acts once, however often it is sent. */
export class KeptAnswers extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
-- The first answer to each key of an agent, written in the transaction of the act that it tells of.
create table kept_answer (
  agent_id int not null references agent,
  key varchar(255) not null,
  -- SHA-256 of what was asked: another demand under the same key is refused.
  demand varchar(64) not null,
  status int not null,
  headers jsonb not null,
  body text not null,
  at timestamptz not null,
  primary key (agent_id, key)
);
create index kept_answer_at on kept_answer (at);
`
