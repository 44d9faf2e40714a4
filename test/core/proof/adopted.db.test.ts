import { afterAll, beforeAll, expect, it } from 'vitest'
import { anchorHeads } from '#core/proof/anchor.ts'
import { verifyDeliveries } from '#core/proof/verify-deliveries.ts'
import { migrate } from '#core/store/migrate.ts'
import { asOwner, ownerUrl } from '#test/database.ts'
import { makeWorld, type World } from '#test/world.ts'
import { testNotary } from './notary.ts'
import { deliverAll, toldEvent } from './told-event.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

/** The tables as they were before states of deliveries were noted. */
const before = `
  drop table delivery_fact, delivery_seal, anchor_stamp, anchor, anchored_head;
  drop trigger delivery_noted on delivery;
  drop trigger delivery_change_noted on delivery;
  drop trigger delivery_kept on delivery;
  drop trigger delivery_no_truncate on delivery;
  drop trigger event_change_written on event;
  drop function refuse_silent_change, note_new_deliveries, note_delivery_changes, refuse_history_change, delivery_said;
  alter table delivery drop column facts, drop column salt;
  alter table entry drop column format, drop column record_hash, drop column record_salt;
  delete from migration where name like '%-chained'`

it('what was told before is noted as it stands when the installation is brought up to date', async () => {
  const event = await toldEvent(world)
  await asOwner(world.store.url, (owner) => owner.query(before))
  await migrate(ownerUrl(world.store.url), world.store.url)
  const check = async () => verifyDeliveries(world.store.read(), event)
  expect(await check()).toMatchObject({ ok: true, deliveries: 6, unsealed: 6 })
  await anchorHeads({ ...world, notary: testNotary() })
  expect(await check()).toMatchObject({ ok: true, unsealed: 0, seals: 1 })
  // And the program goes on with it.
  await world.store
    .read()
    .execute("update delivery set state = 'waiting', ended_at = null, facts = facts + 1")
  await deliverAll(world)
  expect(await check()).toMatchObject({ ok: true, deliveries: 6, unsealed: 12 })
})
