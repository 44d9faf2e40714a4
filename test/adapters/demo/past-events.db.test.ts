import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pastEvents } from '#adapters/demo/past-events.ts'
import { directoryCsv } from '#adapters/demo/people.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { importMailboxes } from '#core/directory/import-mailboxes.ts'
import { importRules } from '#core/directory/import-rules.ts'
import { loadEvents } from '#core/events/load-events.ts'
import { makeWorld, type World } from '#test/world.ts'

const data = (file: string) =>
  readFileSync(new URL(`../../../adapters/demo/data/${file}`, import.meta.url), 'utf8')

describe('the data of the demo', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld('2026-11-22T09:00:00Z')
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('loads whole: directory, mailboxes, rules, then events with their journals', async () => {
    const ctx = world.system
    expect(await importDirectory(ctx, { csv: directoryCsv })).toMatchObject({ refused: [], created: 42 })
    const mailboxes = await importMailboxes(ctx, { csv: data('mailboxes.csv') })
    expect(mailboxes).toMatchObject({ refused: [], updated: mailboxes.read })
    const rules = await importRules(ctx, { csv: data('rules.csv') })
    expect(rules).toMatchObject({ refused: [], created: rules.read })
    const records = pastEvents(1, 600, '2026-11-22')
    expect(await loadEvents(ctx, { records })).toEqual({
      created: 600,
      updated: 0,
      unchanged: 0,
      refused: [],
    })
    expect(await loadEvents(ctx, { records: pastEvents(1, 600, '2026-11-22') })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 600,
    })
  })
})
