import { Migration } from '@mikro-orm/migrations'

/** Messages that could not be handled are kept apart, for an operator to look at and to hand over again. */
export class SetAside extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
create table set_aside (
  -- What the sender was told, to quote it.
  reference varchar(16) primary key,
  provider varchar(255) not null,
  -- The message's name at the provider.
  id text not null,
  room text not null,
  sender text null,
  -- What the chat handed over, as JSON: a text, for jsonb takes no zero character.
  message text not null,
  error text not null,
  at timestamptz not null,
  replayed_at timestamptz null,
  unique (provider, id)
);
create index set_aside_at on set_aside (at) where replayed_at is null;
`
