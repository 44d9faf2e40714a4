import type { Store } from '#core/store/store.ts'
import { asOwner } from '#test/database.ts'

/** What a conversation leaves behind. */
const left = [
  'entry',
  'event',
  'number_series',
  'link',
  'follow',
  'subscription',
  'digest',
  'delivery',
  'delivery_fact',
  'delivery_seal',
  'anchored_head',
  'anchor_stamp',
  'anchor',
  'dialogue',
  'search_event',
  'search_word',
  'card',
  'consigned',
  'document',
  'document_content',
  'link_code',
  'link_ask',
]

/** Makes the database as it was before anybody spoke, for the next conversation with the same people and the same bot. */
export async function forget(store: Store): Promise<void> {
  // Each process hears of the end of a subscription; of rows that vanish it would not.
  await store.pool.query('update subscription set ended_at = now() where ended_at is null')
  await asOwner(store.url, async (client) => {
    // The journal refuses to be emptied otherwise.
    await client.query("set session_replication_role = 'replica'")
    for (const table of left) await client.query(`delete from ${table}`)
    await client.query("delete from room where type <> 'direct'")
    await client.query('update agent set confirm_above = default')
    await client.query(`
      select setval(pg_get_serial_sequence(table_name, column_name), 1, false)
      from information_schema.columns
      where table_schema = 'public' and is_identity = 'YES' and table_name in (${left.map((name) => `'${name}'`)})`)
  })
}
