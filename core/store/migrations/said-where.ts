import { Migration } from '@mikro-orm/migrations'

/** An act is taken back where it was done: a second thought in one conversation is not about what was done in another. */
export class SaidWhere extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
-- Null for what was done by no sentence: it is of every conversation.
alter table pending_act add column conversation text null;
`
