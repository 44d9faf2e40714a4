import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventSchema } from '#core/events/event.entity.ts'
import { anchorHeads } from '#core/proof/anchor.ts'
import { sealAll } from '#core/proof/seal.ts'
import { verifyAnchors } from '#core/proof/verify-anchors.ts'
import { verifyDeliveries } from '#core/proof/verify-deliveries.ts'
import { openScene, type Scene } from './scene.ts'
import { deliverAll, type ToldEvent, toldEvent } from './told-event.ts'

let scene: Scene
let event: ToldEvent
beforeAll(async () => {
  scene = await openScene()
  event = scene.event
})
afterAll(() => scene[Symbol.asyncDispose]())

const forgeries: readonly [string, string, string, RegExp][] = [
  [
    'the salt was changed',
    'update delivery set salt = gen_random_uuid() where event_id = $ and agent_id = #',
    'changed',
    /private/,
  ],
  [
    'an acknowledgement was forged',
    'update delivery set acknowledged_at = ended_at, read_at = ended_at where event_id = $ and agent_id = #',
    'changed',
    /Marc Odin.*acknowledgedAt : noté « rien », dit « 2026/,
  ],
  [
    'a delivery was deleted',
    'delete from delivery where event_id = $ and agent_id = #',
    'deleted',
    /elle a été notée et n’y est plus/,
  ],
  [
    'a delivery was added',
    `insert into delivery select (jsonb_populate_record(d, '{"id": "00000000-0000-8000-8000-000000000000", "agent_id": 999, "entry_id": 1}')).*
     from delivery d where event_id = $ and agent_id = # limit 1`,
    'unknown',
    /elle a été ajoutée après coup/,
  ],
  [
    'an outcome was changed',
    "update delivery set state = 'refused', outcome = 'no-right' where event_id = $ and agent_id = #",
    'changed',
    /state : noté « delivered », dit « refused »/,
  ],
  [
    'the instant of a delivery was changed',
    "update delivery set ended_at = ended_at - interval '1 hour' where event_id = $ and agent_id = #",
    'changed',
    /endedAt/,
  ],
  [
    'the version that was told was changed',
    'update delivery set version = 1 where event_id = $ and agent_id = #',
    'changed',
    /version/,
  ],
  [
    'a reason was changed',
    "update delivery set reasons = '[]' where event_id = $ and agent_id = #",
    'changed',
    /reasons/,
  ],
  [
    'the address was changed',
    "update delivery set address = 'x' where event_id = $ and agent_id = #",
    'changed',
    /private/,
  ],
  [
    'the recipient was changed',
    'update delivery set agent_id = 999 where event_id = $ and agent_id = #',
    'changed',
    /to : noté « agent/,
  ],
  [
    'a fact was changed in the notes',
    `update delivery_fact set said = said || '{"state": "dead"}' where event_id = $`,
    'chain',
    /Lot 1 : ses remises ne sont pas/,
  ],
  [
    'facts were deleted from the notes',
    `delete from delivery_fact where event_id = $ and said ->> 'state' = 'delivered'`,
    'chain',
    /Lot 1 : ses remises/,
  ],
  ['a seal was deleted', 'delete from delivery_seal where event_id = $', 'chain', /./],
]

describe('what became of the notices', () => {
  it.each(forgeries)('shows when %s, to us and to a third party', async (_what, sql, kind, said) => {
    const [reader] = event.readers
    const { deliveries, third } = await scene.seenAfter((em) =>
      em.execute(sql.replaceAll('$', String(event.id)).replaceAll('#', String(reader?.id))),
    )
    expect(deliveries.broken.map((fault) => fault.kind)).toContain(kind)
    expect(third.holds).toBe(false)
    expect(third.said).toMatch(said)
  })

  it('is told alike by the database and by us, whatever a delivery says', async () => {
    const { id } = await toldEvent(scene.world)
    const number = (await scene.world.store.read().findOneOrFail(EventSchema, { id })).number
    for (const changes of [
      "state = 'waiting', ended_at = null",
      "state = 'dead', outcome = 'é « 𝕏 » \" \\ \n', ended_at = '2026-01-01T00:00:00.123456Z', address = null",
      "state = 'refused', receipt = null, version = null, view = null, ended_at = '1999-12-31T23:59:59.999999Z'",
      `state = 'delivered', outcome = null, reasons = '[{"b": 1.50, "a": "é\\u001f"}, {}]'`,
      "state = 'delivered', read_at = '2026-07-01T00:00:00+02', acknowledged_at = '2026-07-01T00:00:00.5Z', digest_id = null",
    ]) {
      await scene.world.store
        .read()
        .execute(`update delivery set ${changes}, facts = facts + 1 where event_id = ${id}`)
      expect(await verifyDeliveries(scene.world.store.read(), { id, number }), changes).toMatchObject({
        ok: true,
      })
    }
  })

  it('cannot be changed without a note: the database refuses, the program and its owner alike', async () => {
    for (const store of [scene.world.store, scene.owner]) {
      const em = store.read()
      await expect(em.execute('update delivery set acknowledged_at = now()')).rejects.toThrow(/append-only/)
      await expect(em.execute('delete from delivery')).rejects.toThrow(/append-only|permission denied/)
      await expect(em.execute(`update delivery_fact set said = '{}'`)).rejects.toThrow(
        /append-only|permission denied/,
      )
      await expect(em.execute('update delivery_fact set seal = 9')).rejects.toThrow(/append-only/)
      await expect(em.execute('delete from delivery_seal')).rejects.toThrow(/append-only|permission denied/)
      await expect(em.execute(`update anchor set line = ''`)).rejects.toThrow(/append-only|permission denied/)
    }
  })
})

describe('a proof that was altered on its way', () => {
  it.each([
    ['a word of an entry', (json: string) => json.replace('Deux lots positifs', 'Zéro lot positif')],
    ['an author', (json: string) => json.replace(/"author":"Claire/, '"author":"Diane')],
    ['a state', (json: string) => json.replace(/("deliveries":.*?"state":)"delivered"/, '$1"refused"')],
    ['the signed end', (json: string) => json.replace(/("heads":.*?"entries":)4/, '$13')],
    [
      'the instant of the signature',
      (json: string) => json.replace(/("anchor":\{"format":1,"rank":\d+,"at":"20)26/, '$125'),
    ],
  ])('shows it: %s', async (_what, change) => {
    const { holds } = await scene.askThird(scene.world.store, (json) => {
      expect(change(json)).not.toBe(json)
      return change(json)
    })
    expect(holds).toBe(false)
  })

  it('signed by somebody else’s key is refused', async () => {
    const { said, holds } = await scene.askThird(scene.world.store, (json) => {
      const proof = JSON.parse(json)
      return JSON.stringify({ ...proof, anchor: { ...proof.anchor, key: strangeKey } })
    })
    expect(holds).toBe(false)
    expect(said).toContain('La clé qui a signé n’est pas celle que vous avez donnée.')
  })
})

const strangeKey = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
-----END PUBLIC KEY-----
`

describe('anchors', () => {
  it('are made once of what changed, each naming the one before', async () => {
    // What another test left waiting would be sent with the next event's.
    await deliverAll(scene.world)
    await anchorHeads({ ...scene.world, notary: scene.notary })
    const other = await toldEvent(scene.world)
    const before = scene.notary.lines.length
    expect(await anchorHeads({ ...scene.world, notary: scene.notary })).toMatchObject([
      { heads: [{ number: other.number }] },
    ])
    expect(await anchorHeads({ ...scene.world, notary: scene.notary })).toEqual([])
    expect(scene.notary.lines.length).toBe(before + 1)
    expect(await sealAll(scene.world.store, scene.world.clock)).toBe(0)
  })

  it('that were altered, reordered or signed by another show it', async () => {
    const em = scene.world.store.read()
    const [first = ''] = scene.notary.lines
    const faultsOf = async (lines: string[], trusted?: string[]) =>
      (await verifyAnchors(em, lines, trusted)).faults.map(({ kind }) => kind)
    expect(await faultsOf([first.replace('"entries":4', '"entries":3')])).toEqual(
      expect.arrayContaining(['signature', 'journal']),
    )
    expect(await faultsOf([first], [strangeKey])).toEqual(['signature'])
    expect(await faultsOf(['{"rank":'])).toEqual(['unreadable'])
    expect(await faultsOf([first, '{"stampOf":1,"token":""}'])).toEqual([])
  })
})
