import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '#test/database.ts'
import { cheese } from '#test/world.ts'
import { type Harness, startHarness } from './harness.ts'

let here: Harness
beforeAll(async () => {
  here = await startHarness()
})
afterAll(() => here[Symbol.asyncDispose]())

describe('an API whose sessions with the database end under its requests', () => {
  it('answers each, with what was done or that it cannot serve now, and goes on', async () => {
    const asked = (round: number) => [
      here.as('claire', 'GET', '/v1/events'),
      here.as('claire', 'GET', '/v1/events?query=lait'),
      here.as('marc', 'GET', '/v1/subscriptions'),
      here.as(
        'claire',
        'POST',
        '/v1/events',
        { kind: 'food-product', fields: cheese },
        {
          'idempotency-key': `essai-${round}-0123456789`,
        },
      ),
    ]
    const said: number[] = []
    await asOwner(here.store.url, async (owner) => {
      for (let round = 0; round < 20; round++) {
        const answers = asked(round)
        await pause(Math.random() * 15)
        await owner.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        said.push(...(await Promise.all(answers)).map(({ status }) => status))
      }
    })
    expect(said).toContain(503)
    expect(new Set(said)).toEqual(new Set([200, 201, 503]))
    // Those too that were told to try again, under the same key.
    for (let round = 0; round < 20; round++)
      for (const { status } of await Promise.all(asked(round))) expect(status).toBeLessThan(300)
  })
})
