import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Context } from '#core/context.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { attachDocuments } from '#core/documents/attach.ts'
import { listDocuments } from '#core/documents/list.ts'
import { readDocument } from '#core/documents/read.ts'
import { scanContent } from '#core/documents/scan.ts'
import type { Scanner } from '#core/documents/scanner.ts'
import { scanAgain, scanState, startScanning, stopScanning } from '#core/documents/scanning.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Context
let paul: Context
let number: string

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = world.as(await world.agent('Claire Vidal', herault))
  paul = world.as(await world.agent('Paul Roux', herault))
  number = (await openEvent(claire, { kind: 'food-product', fields: cheese })).number
  await publishEvent(claire, { number })
})
afterAll(() => world[Symbol.asyncDispose]())

/** Finds a virus where the text says so, and cannot say where it says that. */
const scanner: Scanner = {
  async scan(content) {
    if (content.includes('illisible')) throw new Error('no verdict')
    return content.includes('virus') ? { infected: true, signature: 'Essai.Virus' } : { infected: false }
  },
}
const pdf = (text: string) => ({
  name: `${text}.pdf`,
  mediaType: 'application/pdf',
  bytes: Buffer.from(`%PDF-1.7 ${text}`),
})
const attach = (text: string) => attachDocuments(claire, { number, files: [pdf(text)] })

const jobs = z.array(z.object({ sha256: z.string() }))
/** What the queue would have scanned, in its order. */
async function waiting(): Promise<string[]> {
  const rows = await world.store.read().execute(
    `select payload ->> 'sha256' as sha256 from graphile_worker._private_jobs job
       join graphile_worker._private_tasks task on task.id = job.task_id where task.identifier = 'scan' order by job.id`,
  )
  return jobs.parse(rows).map(({ sha256 }) => sha256)
}
async function scanAll(): Promise<void> {
  for (const sha256 of await waiting())
    await scanContent(world.system, scanner, { sha256 }).catch(() => undefined)
}
async function verdictsOf(): Promise<Record<string, string>> {
  return Object.fromEntries(
    (await listDocuments(claire, { number })).map(({ name, verdict }) => [name, verdict]),
  )
}

describe('documents where an antivirus is asked', () => {
  it('are given at once until one is, and are scanned from its first start on, those of before included', async () => {
    await attach('ancien')
    expect((await readDocument(claire, { number, id: 1 })).name).toBe('ancien.pdf')
    expect(await startScanning(world.store, world.clock)).toBe(1)
    expect(await refusalOf(readDocument(claire, { number, id: 1 }))).toBe('document-held')
    await scanAll()
    expect((await readDocument(claire, { number, id: 1 })).name).toBe('ancien.pdf')
    expect(await startScanning(world.store, world.clock)).toBe(0)
  })

  it('are given to nobody before they are found clean, nor while the antivirus cannot say', async () => {
    await attach('propre')
    await attach('illisible')
    expect(await refusalOf(readDocument(claire, { number, id: 2 }))).toBe('document-held')
    await scanAll()
    expect((await readDocument(claire, { number, id: 2 })).name).toBe('propre.pdf')
    expect(await refusalOf(readDocument(claire, { number, id: 3 }))).toBe('document-held')
    expect(await verdictsOf()).toMatchObject({ 'propre.pdf': 'clean', 'illisible.pdf': 'waiting' })
  })

  it('that are infected are held for good; the journal says so once, and who sent it is told', async () => {
    await attachDocuments(paul, { number, files: [pdf('virus')] })
    await scanAll()
    await scanAll()
    expect(await refusalOf(readDocument(claire, { number, id: 4 }))).toBe('document-held')
    const said = (await readEvent(claire, { number })).entries.filter(({ type }) => type === 'infected')
    expect(said).toMatchObject([
      { author: 'Essai', body: { infected: [{ id: 4, name: 'virus.pdf', signature: 'Essai.Virus' }] } },
    ])
    const em = world.store.read()
    const entry = await em.findOneOrFail(EntrySchema, { type: 'infected' })
    expect(await diffuseEntry(world.system, { entryId: entry.id })).toBe(2)
    const { lines } = await proveDiffusion(claire, { number })
    const told = lines.filter(({ entryRank }) => entryRank === entry.rank)
    expect(told.sort((a, b) => a.name.localeCompare(b.name))).toMatchObject([
      { name: 'Claire Vidal', reasons: [{ type: 'follow' }] },
      { name: 'Paul Roux', reasons: [{ type: 'sender' }] },
    ])
    expect(await verifyChain(em, await em.findOneOrFail(EventSchema, { number }))).toMatchObject({ ok: true })
  })

  it('refuse the same bytes at once when they come again, under any name', async () => {
    const again = { ...pdf('virus'), name: 'facture.pdf' }
    expect(await refusalOf(attachDocuments(claire, { number, files: [again] }))).toBe('document-refused')
  })

  it('are scanned again when the operator asks, and given unscanned once he ends it, but for what is infected', async () => {
    expect(await scanAgain(world.store)).toBe(4)
    expect(await refusalOf(readDocument(claire, { number, id: 2 }))).toBe('document-held')
    await scanAll()
    const { scanning, counts, infected } = await scanState(world.store)
    expect({ scanning, counts }).toEqual({ scanning: true, counts: { clean: 2, infected: 1, waiting: 1 } })
    expect(infected).toEqual([{ number, name: 'virus.pdf', signature: 'Essai.Virus' }])
    await stopScanning(world.store)
    await attach('nouveau')
    expect(await verdictsOf()).toEqual({
      'ancien.pdf': 'clean',
      'propre.pdf': 'clean',
      'illisible.pdf': 'unscanned',
      'virus.pdf': 'infected',
      'nouveau.pdf': 'unscanned',
    })
  })
})
