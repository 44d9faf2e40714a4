import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventSchema } from '#core/events/event.entity.ts'
import { type LoadRecord, loadEvents } from '#core/events/load-events.ts'
import { readEvent } from '#core/events/read.ts'
import { updateEvent } from '#core/events/update.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { isRefusal } from '#core/refusal.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.structure('mus', { level: 'central' })
})
afterAll(() => world[Symbol.asyncDispose]())

function record(rank: number, changes: Partial<LoadRecord> = {}): LoadRecord {
  return {
    origin: `essai:${rank}`,
    kind: 'food-product',
    structureCode: 'mus',
    fields: { ...cheese, receptionDate: '2023-03-01' },
    state: 'closed',
    createdAt: `2023-03-01T09:${String(rank % 60).padStart(2, '0')}:00Z`,
    posts: [
      { type: 'message', at: '2023-03-02T10:00:00Z', author: 'Agent d’alors', text: 'Suite du dossier' },
    ],
    ...changes,
  }
}

describe('events of the past', () => {
  it('are loaded with their journals, whole chains and numbers of their year, and tell nobody', async () => {
    const records = Array.from({ length: 1200 }, (_, rank) => record(rank))
    expect(await loadEvents(world.system, { records })).toMatchObject({ created: 1200, refused: [] })
    const em = world.store.read()
    const events = await em.find(EventSchema, {}, { orderBy: { id: 'asc' } })
    expect(events.map((event) => event.number)).toEqual(records.map((_, rank) => `A-2023.${rank + 1}`))
    for (const event of events.slice(0, 5))
      expect(await verifyChain(em, event)).toEqual({ ok: true, entries: 4 })
    const jobs = await em.execute("select 1 from graphile_worker.jobs where task_identifier = 'diffuse'")
    expect(jobs).toEqual([])
  })

  it('loaded again change nothing, and refuse what does not hold while the rest is loaded', async () => {
    const bad = record(5000, { fields: { ...cheese, unknown: 'x' } })
    const report = await loadEvents(world.system, { records: [record(1), bad, record(5001)] })
    expect(report).toMatchObject({ created: 1, updated: 0, unchanged: 1 })
    expect(report.refused.map((one) => one.origin)).toEqual(['essai:5000'])
  })

  it('take what the source changed, and keep what an agent corrected here', async () => {
    const em = world.store.read()
    const { number } = await em.findOneOrFail(EventSchema, { origin: 'essai:2' })
    const mus = await em.findOneOrFail(EventSchema, { number }, { populate: ['structure'] })
    const marc = world.as(await world.agent('Marc Odin', mus.structure))
    await updateEvent(marc, { number, fields: { brand: 'Marque corrigée ici' } })
    const changed = record(2, { fields: { ...record(2).fields, lots: 'L9999' } })
    expect(await loadEvents(world.system, { records: [changed] })).toMatchObject({ updated: 1 })
    expect(await loadEvents(world.system, { records: [changed] })).toMatchObject({ unchanged: 1 })
    const { values, entries } = await readEvent(marc, { number })
    expect(values).toMatchObject({ brand: 'Marque corrigée ici', lots: 'L9999' })
    expect(entries.at(-1)).toMatchObject({ type: 'updated', body: { changes: [{ field: 'lots' }] } })
  })

  it('of a structure that is not in the directory are refused as a whole', async () => {
    const failed = await loadEvents(world.system, {
      records: [record(7000, { structureCode: 'nulle-part' })],
    }).catch((error: unknown) => error)
    expect(isRefusal(failed, 'structure-not-found')).toBe(true)
  })
})
