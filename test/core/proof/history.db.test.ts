import type { EntityManager } from '@mikro-orm/postgresql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainStart, hashOf } from '#core/events/chain.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { deliveryHistory } from '#core/proof/delivery-history.ts'
import { digestOf, hashOfSeal } from '#core/proof/seal.ts'
import { sealProof } from '#core/proof/sealed-proof.ts'
import { type AnchorsCheck, verifyAnchors } from '#core/proof/verify-anchors.ts'
import { testNotary } from './notary.ts'
import { openScene, type Scene } from './scene.ts'
import type { ToldEvent } from './told-event.ts'

let scene: Scene
let event: ToldEvent
beforeAll(async () => {
  scene = await openScene()
  event = scene.event
})
afterAll(() => scene[Symbol.asyncDispose]())

describe('a history that nobody touched', () => {
  it('holds: its chains, its deliveries, its anchors, and its proof for a third party', async () => {
    const seen = await scene.look(scene.world.store, true)
    expect(seen.chain).toEqual({ ok: true, entries: 4 })
    expect(seen.deliveries).toMatchObject({ ok: true, deliveries: 6, unsealed: 0 })
    expect(seen.anchors).toMatchObject({ heads: 2, faults: [], absent: [] })
    expect(seen.third.said).toContain(`✓ ${event.number} : preuve intacte, 4 entrées et 6 remises`)
    expect(seen.third.holds).toBe(true)
  })

  it('shows none of the addresses and errors that it covers', async () => {
    const proof = JSON.stringify(await sealProof(scene.world.system, testNotary(), { number: event.number }))
    expect(proof).not.toContain('@agri.example')
    expect(proof).toContain('Marc Odin')
  })

  it('stays verifiable where the first format of the hash was used', async () => {
    const { chain, third } = await scene.seenAfter(async (em) => {
      await em.execute('update entry set format = 1 where event_id = ?', [event.id])
      await rechain(em)
    })
    expect(chain.ok).toBe(true)
    // Old anchors are of another chain, which is what they are for.
    expect(third.said).not.toMatch(/Entrée \d+ : elle a été modifiée/)
  })
})

/** Recomputes the chain of the event's journal as it now stands, as whoever knows how may. */
async function rechain(em: EntityManager): Promise<void> {
  let previousHash = chainStart
  const entries = await em
    .fork({ keepTransactionContext: true })
    .find(EntrySchema, { eventId: event.id }, { orderBy: { rank: 'asc' } })
  for (const [index, entry] of entries.entries()) {
    const rank = index + 1
    const hash = hashOf({
      ...entry,
      rank,
      agentId: entry.agentId ?? null,
      recordHash: entry.recordHash ?? null,
      number: event.number,
      previousHash,
    })
    await em.execute('update entry set rank = ?, previous_hash = ?, hash = ? where id = ?', [
      rank,
      previousHash,
      hash,
      entry.id,
    ])
    previousHash = hash
  }
  await em.execute('update event set entries = ?, hash = ? where id = ?', [
    entries.length,
    previousHash,
    event.id,
  ])
}

const columns: readonly [string, string][] = [
  ['event_id', 'event_id + 1000'],
  ['rank', 'rank + 10'],
  ['type', "'message'"],
  ['at', "at - interval '1 day'"],
  ['agent_id', 'agent_id + 1'],
  ['author', "'Quelqu’un d’autre (DDPP 34)'"],
  ['structure_id', 'structure_id + 1'],
  ['version', 'version + 1'],
  ['body', `'{"text": "Aucun lot positif."}'`],
  ['record_hash', "repeat('0', 64)"],
  ['record_salt', 'gen_random_uuid()::text'],
  ['previous_hash', "repeat('0', 64)"],
  ['format', '1'],
  ['hash', "repeat('a', 64)"],
]

describe('an entry that was tampered with', () => {
  it('is covered in each of its columns but its own id, which deliveries are held against', () => {
    const meta = scene.world.store.read().getMetadata().get(EntrySchema.meta.class)
    const known = meta.props.flatMap((prop) => prop.fieldNames)
    expect(known.filter((name) => name !== 'id').sort()).toEqual(columns.map(([name]) => name).sort())
  })

  it.each(columns)('shows when its %s was changed', async (column, value) => {
    // The record can be held against the last entry only, so only its salt can be missed.
    const rank = column === 'record_salt' ? 4 : 3
    const { chain } = await scene.seenAfter(
      (em) =>
        em.execute(`update entry set ${column} = ${value} where event_id = ? and rank = ?`, [event.id, rank]),
      false,
    )
    expect(chain.ok).toBe(false)
  })

  it('shows when its id was changed, for its deliveries announce another one', async () => {
    const { deliveries } = await scene.seenAfter(
      (em) => em.execute('update entry set id = id + 1000 where event_id = ? and rank = 3', [event.id]),
      false,
    )
    expect(deliveries.ok).toBe(false)
  })

  it('shows when a middle one was rewritten with its own hash recomputed', async () => {
    const { chain } = await scene.seenAfter(async (em) => {
      const entry = await em.findOneOrFail(EntrySchema, { eventId: event.id, rank: 3 })
      const body = { text: 'Aucun lot positif.' }
      const { agentId = null, recordHash = null } = entry
      const hash = hashOf({ ...entry, agentId, recordHash, number: event.number, body })
      await em.execute('update entry set body = ?::jsonb, hash = ? where id = ?', [
        JSON.stringify(body),
        hash,
        entry.id,
      ])
    }, false)
    expect(chain).toMatchObject({ ok: false, brokenAt: 4 })
  })

  it('shows when the last one was deleted', async () => {
    const { chain } = await scene.seenAfter(
      (em) => em.execute('delete from entry where event_id = ? and rank = 4', [event.id]),
      false,
    )
    expect(chain).toMatchObject({ ok: false, brokenAt: 4 })
  })

  it('shows when one was spliced in', async () => {
    const { chain } = await scene.seenAfter(async (em) => {
      await em.execute('update entry set rank = rank + 1 where event_id = ? and rank = 4', [event.id])
      await em.execute(
        `insert into entry (event_id, rank, type, at, author, structure_id, version, body, previous_hash, format, hash)
         select event_id, 4, type, at, author, structure_id, version, body, hash, format, repeat('b', 64)
         from entry where event_id = ? and rank = 3`,
        [event.id],
      )
    }, false)
    expect(chain.ok).toBe(false)
  })
})

const eventColumns: readonly [string, string][] = [
  ['kind', "'other'"],
  ['number', "'A-1999.1'"],
  ['state', "'closed'"],
  ['version', 'version + 1'],
  ['fields', `fields || '{"dangerCode": "autre"}'`],
  ['structure_id', 'structure_id + 1'],
  ['created_at', "created_at - interval '1 day'"],
  ['published_at', "published_at - interval '1 day'"],
  ['closed_at', 'now()'],
  ['entries', 'entries - 1'],
  ['hash', "repeat('a', 64)"],
  ['origin', "'rasff:1'"],
]
/** Of no consequence for what the record says: its own key, when it last changed, what a source said last. */
const free = ['id', 'updated_at', 'origin_fields']

describe('a record that was tampered with', () => {
  it('is covered in each of its columns that say something', () => {
    const meta = scene.world.store.read().getMetadata().get(EventSchema.meta.class)
    const known = meta.props.flatMap((prop) => prop.fieldNames)
    expect(known.sort()).toEqual([...eventColumns.map(([name]) => name), ...free].sort())
  })

  it.each(eventColumns)('shows when its %s was changed', async (column, value) => {
    const { chain } = await scene.seenAfter(
      (em) => em.execute(`update event set ${column} = ${value} where id = ?`, [event.id]),
      false,
    )
    expect(chain.ok).toBe(false)
  })

  it('is found by a third party, who reads the record in the proof', async () => {
    const { chain, third } = await scene.seenAfter((em) =>
      em.execute(`update event set fields = fields || '{"lots": "Tous"}' where id = ?`, [event.id]),
    )
    expect(chain).toEqual({ ok: false, entries: 4, altered: 'record' })
    expect(third.holds).toBe(false)
    expect(third.said).toContain('Le dossier n’est pas tel que sa dernière entrée l’a laissé')
  })

  it('is refused to the program, whose role changes a record with its journal only', async () => {
    const { store } = scene.world
    const change = (set: string) => store.pool.query(`update event set ${set} where id = $1`, [event.id])
    await expect(change("fields = '{}'")).rejects.toThrow('a change of an event is written in its journal')
    await expect(change("state = 'closed'")).rejects.toThrow('a change of an event is written in its journal')
    await expect(change('structure_id = structure_id + 1')).rejects.toThrow('permission denied')
    await expect(change("number = 'A-1999.1'")).rejects.toThrow('permission denied')
  })

  it('shows when a document that no entry brought stands in it', async () => {
    const { chain } = await scene.seenAfter(
      (em) =>
        em.execute(
          `insert into document (event_id, id, entry_id, name, media_type, size, sha256)
           select event_id, 1, id, 'analyse.pdf', 'application/pdf', 3, repeat('0', 64) from entry where event_id = ? and rank = 3`,
          [event.id],
        ),
      false,
    )
    expect(chain).toEqual({ ok: false, entries: 4, altered: 'documents' })
  })
})

describe('a history that was rewritten whole by who holds every password', () => {
  it('is in order by itself, and found by what was anchored outside, by us and by a third party', async () => {
    const { chain, anchors, third } = await scene.seenAfter(async (em) => {
      await em.execute(
        `update entry set body = '{"text": "Aucun lot positif."}' where event_id = ? and rank = 4`,
        [event.id],
      )
      await rechain(em)
    })
    expect(chain.ok).toBe(true)
    expect(anchors.faults).toContainEqual({ kind: 'journal', rank: 1, number: event.number })
    expect(third.holds).toBe(false)
    expect(third.said).toContain('Ancre 1 : le fil de suivi a été réécrit depuis.')
  })

  it('is found when its end was cut off and its event says so', async () => {
    const { chain, anchors } = await scene.seenAfter(async (em) => {
      await em.execute('delete from entry where event_id = ? and rank = 4', [event.id])
      await rechain(em)
    }, false)
    expect(chain.ok).toBe(true)
    expect(anchors.faults).toContainEqual({ kind: 'journal', rank: 1, number: event.number })
  })

  it('is found when an event is gone altogether', async () => {
    const anchors = await scene.owner
      .transaction(async (em) => {
        await em.execute('set local session_replication_role = replica')
        await em.execute('delete from event where id = ?', [event.id])
        throw Object.assign(new Error('undo'), { check: await verifyAnchors(em, scene.notary.lines) })
      })
      .catch((error: Error & { check: AnchorsCheck }) => error.check)
    expect(anchors.faults).toEqual([{ kind: 'missing', rank: 1, number: event.number }])
  })

  it('is found when deliveries and all that was noted of them were rewritten and sealed anew', async () => {
    const { deliveries, anchors, third } = await scene.seenAfter(async (em) => {
      const [first] = (await deliveryHistory(em, event.id)).rows
      await em.execute('delete from delivery where id = ?', [first?.id])
      await em.execute('delete from delivery_fact where delivery_id = ?', [first?.id])
      await resealed(em)
    })
    expect(deliveries.ok).toBe(true)
    expect(anchors.faults).toContainEqual({ kind: 'deliveries', rank: 1, number: event.number })
    expect(third.said).toContain('Ancre 1 : les remises ont été réécrites depuis.')
  })
})

/** Recomputes the seals over the facts that are left. */
async function resealed(em: EntityManager): Promise<void> {
  const { facts, seals } = await deliveryHistory(em, event.id)
  let previousHash = chainStart
  for (const { rank, at } of seals) {
    const covered = facts.filter(({ seal }) => seal === rank)
    const seal = {
      number: event.number,
      rank,
      at,
      facts: covered.length,
      digest: digestOf(covered),
      previousHash,
    }
    const hash = hashOfSeal(seal)
    await em.execute(
      'update delivery_seal set facts = ?, digest = ?, previous_hash = ?, hash = ? where event_id = ? and rank = ?',
      [seal.facts, seal.digest, previousHash, hash, event.id, rank],
    )
    previousHash = hash
  }
}
