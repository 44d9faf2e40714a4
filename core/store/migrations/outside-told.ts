import { Migration } from '@mikro-orm/migrations'

/** What a room was told of who is present is kept, so that it is told once, also through a crash. */
export class OutsideTold extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
-- How often a structure's room was told that an outsider is present, or none any more: odd when it was last told that one is.
alter table room add column outside_told int not null default 0;
`
