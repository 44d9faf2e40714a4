import { Migration } from '@mikro-orm/migrations'

/** What each batch and each minute look for is found by an index, however long the history. */
export class WorkByIndex extends Migration {
  override async up(): Promise<void> {
    await this.execute(sql)
  }
}

const sql = `
-- What waits for a digest, and nothing else: a fan-out's thousands that wait must tempt no statement that knows its ids.
drop index delivery_waiting;
create index delivery_for_digest on delivery (due_at) where state = 'waiting' and pace ->> 'every' <> 'entry';
-- The versions that a mailbox was told of an event, as delivery_agent_event and delivery_room_event for the others.
create index delivery_structure_event on delivery (structure_id, event_id) where structure_id is not null;
`
