import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Context } from '#core/context.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { listDocuments } from '#core/documents/list.ts'
import { readDocument } from '#core/documents/read.ts'
import { closeEvent } from '#core/events/close.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { eventFacts } from '#core/events/event-facts.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Context
let mus: Context
let plant: Context

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = world.as(await world.agent('Claire Vidal', herault))
  plant = world.as(await world.agent('Anne Tilleul', herault, { domains: ['plant'] }))
  mus = world.as(await world.agent('Marc Odin', await world.structure('mus', { level: 'central' })))
})
afterAll(() => world[Symbol.asyncDispose]())

const photo = {
  name: 'photo.jpg',
  mediaType: 'image/jpeg',
  bytes: Buffer.from('\xff\xd8\xff etiquette', 'latin1'),
}
const report = { name: 'analyse.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 résultats') }

async function draft() {
  return (await openEvent(claire, { kind: 'food-product', fields: cheese })).number
}
async function published() {
  const number = await draft()
  await publishEvent(claire, { number })
  return number
}
const counted = z.tuple([z.object({ n: z.coerce.number() })])
async function rowsOf(table: 'document' | 'document_content'): Promise<number> {
  return counted.parse(await world.store.read().execute(`select count(*) as n from ${table}`))[0].n
}

describe('documents of an event', () => {
  it('are one entry of its journal, numbered within the event, and read back byte for byte', async () => {
    const number = await published()
    const entry = await attachDocuments(claire, {
      number,
      files: [photo, report],
      text: 'Étiquette et analyse',
    })
    expect(entry).toMatchObject({
      type: 'document',
      body: {
        text: 'Étiquette et analyse',
        documents: [
          { id: 1, name: 'photo.jpg' },
          { id: 2, size: 19 },
        ],
      },
    })
    await attachDocuments(mus, { number, files: [{ ...report, name: 'copie.pdf' }] })
    expect((await listDocuments(mus, { number })).map(({ id, name, rank }) => [id, name, rank])).toEqual([
      [1, 'photo.jpg', 3],
      [2, 'analyse.pdf', 3],
      [3, 'copie.pdf', 4],
    ])
    const read = await readDocument(mus, { number, id: 1 })
    expect(Buffer.compare(read.bytes, photo.bytes)).toBe(0)
    const event = await world.store.read().findOneOrFail(EventSchema, { number })
    expect(await verifyChain(world.store.read(), event)).toEqual({ ok: true, entries: 4 })
  })

  it('keep the same content once, and bytes of any kind whole', async () => {
    const number = await published()
    const all = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7 + (at >> 8)) % 256))
    const before = await rowsOf('document_content')
    const files = [1, 2, 3].map((one) => ({ name: `${one}.bin`, mediaType: '', bytes: all }))
    await Promise.all([
      attachDocuments(claire, { number, files }),
      attachDocuments(mus, { number: await published(), files }),
    ])
    expect(await rowsOf('document_content')).toBe(before + 1)
    expect(Buffer.compare((await readDocument(claire, { number, id: 2 })).bytes, all)).toBe(0)
  })

  it('are refused together when one is, and nothing of them is kept', async () => {
    const number = await published()
    const before = await rowsOf('document')
    const files = [photo, { ...photo, name: 'virus.exe' }]
    expect(await refusalOf(attachDocuments(claire, { number, files }))).toBe('document-refused')
    expect(await refusalOf(attachDocuments(claire, { number, files: [] }))).toBe('input-invalid')
    expect(await rowsOf('document')).toBe(before)
  })

  it('are added by who may see the event, once published, closed or not', async () => {
    const hidden = await draft()
    expect(await refusalOf(attachDocuments(claire, { number: hidden, files: [photo] }))).toBe('state-refused')
    expect(await refusalOf(attachDocuments(mus, { number: hidden, files: [photo] }))).toBe('event-not-found')
    const number = await published()
    await closeEvent(mus, { number })
    await attachDocuments(claire, { number, files: [photo] })
    expect(await refusalOf(readDocument(plant, { number, id: 1 }))).toBe('event-not-found')
    expect(await refusalOf(listDocuments(plant, { number }))).toBe('event-not-found')
    for (const id of [0, 2, -1, 'abc', '1.0', ''])
      expect(await refusalOf(readDocument(claire, { number, id }))).toBe('document-not-found')
  })

  it('are found by their names', async () => {
    const number = await published()
    await attachDocuments(claire, { number, files: [{ ...report, name: 'bordereau-xylella.pdf' }] })
    const event = await world.store.read().findOneOrFail(EventSchema, { number }, { populate: ['structure'] })
    const facts = (await eventFacts(world.store.read(), [event])).get(event.id)
    expect(JSON.stringify(facts)).toContain('bordereau-xylella.pdf')
  })

  it('change an event without a new version of its record', async () => {
    const number = await published()
    const { brief } = await readEvent(claire, { number })
    await attachDocuments(claire, { number, files: [photo] })
    expect((await readEvent(claire, { number })).brief.version).toBe(brief.version)
  })
})
