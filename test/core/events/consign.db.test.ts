import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { prepareNotices } from '#core/diffusion/prepare.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { readDocument } from '#core/documents/read.ts'
import { closeEvent } from '#core/events/close.ts'
import { type ConsignInput, consignMessage } from '#core/events/consign.ts'
import { correctConsigned } from '#core/events/correct.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { eventFacts } from '#core/events/event-facts.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { withdrawConsigned } from '#core/events/withdraw.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

let world: World
let claire: Context
let paul: Context
let paulId: number
let mus: Context
let plant: Context

beforeAll(async () => {
  world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  claire = world.as(await world.agent('Claire Vidal', herault))
  plant = world.as(await world.agent('Anne Tilleul', herault, { domains: ['plant'] }))
  const roche = await world.agent('Paul Roche', await world.structure('ddpp-30', { dept: '30' }))
  paul = world.as(roche)
  paulId = roche.id
  mus = world.as(await world.agent('Marc Odin', await world.structure('mus', { level: 'central' })))
})
afterAll(() => world[Symbol.asyncDispose]())

const at = '2026-11-23T08:12:00Z'
const photo = { name: 'lot.png', mediaType: 'image/png', bytes: Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1') }
let messages = 0

async function published(): Promise<string> {
  const { number } = await openEvent(claire, { kind: 'food-product', fields: cheese })
  await publishEvent(claire, { number })
  return number
}
function message(number: string, changes: Partial<ConsignInput> = {}): ConsignInput {
  messages += 1
  const source = { provider: 'matrix', messageId: `$message-${messages}` }
  return { number, text: 'Le labo confirme', at, source, ...changes }
}
async function journalOf(number: string) {
  return (await readEvent(mus, { number })).entries
}
async function searched(number: string): Promise<string> {
  const em = world.store.read()
  const event = await em.findOneOrFail(EventSchema, { number }, { populate: ['structure'] })
  return JSON.stringify((await eventFacts(em, [event])).get(event.id))
}
async function holds(number: string): Promise<boolean> {
  const em = world.store.read()
  return (await verifyChain(em, await em.findOneOrFail(EventSchema, { number }))).ok
}

describe('a message put into the journal', () => {
  it('keeps its text, its files, who wrote it and when, beside who put it there', async () => {
    const number = await published()
    const by = { name: 'Paul Roche (DDPP 30)' }
    const { entry, already } = await consignMessage(claire, message(number, { by, files: [photo] }))
    expect(already).toBe(false)
    expect(entry).toMatchObject({
      type: 'message',
      author: 'Claire Vidal (DDPP 34)',
      body: { text: 'Le labo confirme', said: { by: by.name, at }, documents: [{ id: 1, name: 'lot.png' }] },
    })
    expect((await readDocument(mus, { number, id: 1 })).mediaType).toBe('image/png')
  })

  it('names nobody else when its author puts it there himself, and may be a file alone', async () => {
    const number = await published()
    const by = { name: 'Claire Vidal (DDPP 34)' }
    const { entry } = await consignMessage(claire, message(number, { by, text: '', files: [photo] }))
    expect(entry.type).toBe('document')
    expect(entry.body).not.toHaveProperty('said')
    expect(entry.body).not.toHaveProperty('text')
  })

  it('is there once, even when two agents put it at the same moment', async () => {
    const number = await published()
    const same = message(number)
    const done = await Promise.all([claire, paul, mus, claire].map((who) => consignMessage(who, same)))
    expect(done.map(({ already }) => already).sort()).toEqual([false, true, true, true])
    expect(new Set(done.map(({ entry }) => entry.id)).size).toBe(1)
    expect(await journalOf(number)).toHaveLength(3)
  })

  it('may stand in two events, and its edit then reaches both', async () => {
    const [one, two] = [await published(), await published()]
    const first = message(one)
    await consignMessage(claire, first)
    expect((await consignMessage(claire, { ...first, number: two })).already).toBe(false)
    expect(await correctConsigned(claire, { ...first.source, text: 'Négatif', at })).toHaveLength(2)
    expect((await journalOf(two)).at(-1)).toMatchObject({ type: 'correction', body: { text: 'Négatif' } })
  })

  it('is refused without text or file, in a draft, and to who may not see the event', async () => {
    const number = await published()
    expect(await refusalOf(consignMessage(claire, message(number, { text: ' \u0000 ' })))).toBe(
      'input-invalid',
    )
    expect(await refusalOf(consignMessage(claire, message(number, { at: 'hier' })))).toBe('input-invalid')
    expect(await refusalOf(consignMessage(plant, message(number)))).toBe('event-not-found')
    expect(await refusalOf(consignMessage(world.system, message(number)))).toBe('right-missing')
    const draft = await openEvent(claire, { kind: 'food-product', fields: cheese })
    expect(await refusalOf(consignMessage(claire, message(draft.number)))).toBe('state-refused')
    expect(await journalOf(number)).toHaveLength(2)
  })

  it('is not there when its files are refused', async () => {
    const number = await published()
    const files = [{ ...photo, mediaType: 'application/pdf' }]
    expect(await refusalOf(consignMessage(claire, message(number, { files })))).toBe('document-refused')
    expect(await journalOf(number)).toHaveLength(2)
  })
})

describe('an edit of the message', () => {
  it('is a new entry that says before and after; the message shows that it was corrected', async () => {
    const number = await published()
    const pinned = message(number, { text: 'Lot L1 positif' })
    await consignMessage(claire, pinned)
    const edited = await correctConsigned(claire, { ...pinned.source, text: 'Lot L2 positif', at })
    expect(edited).toMatchObject([{ type: 'correction', rank: 4, author: 'Claire Vidal (DDPP 34)' }])
    const [, , first, second] = await journalOf(number)
    expect(first).toMatchObject({
      body: { text: 'Lot L1 positif' },
      corrected: { rank: 4, text: 'Lot L2 positif' },
    })
    expect(second).toMatchObject({
      body: { of: 3, text: 'Lot L2 positif' },
      about: { rank: 3, type: 'message', author: 'Claire Vidal (DDPP 34)', before: 'Lot L1 positif' },
    })
    expect(await holds(number)).toBe(true)
  })

  it('changes nothing when the words are the same, when it is older than the last, or when nobody put the message', async () => {
    const number = await published()
    const pinned = message(number, { text: 'a' })
    await consignMessage(claire, pinned)
    const edit = (text: string, when: string) =>
      correctConsigned(claire, { ...pinned.source, text, at: when })
    expect(await edit(' a ', '2026-11-23T08:13:00Z')).toEqual([])
    expect(await edit('b', '2026-11-23T08:15:00Z')).toHaveLength(1)
    expect(await edit('b', '2026-11-23T08:16:00Z')).toEqual([])
    expect(await edit('a', '2026-11-23T08:14:00Z')).toEqual([])
    expect(await edit('a', '2026-11-23T08:17:00+00:00')).toHaveLength(1)
    expect(await correctConsigned(claire, { provider: 'matrix', messageId: '$none', text: 'x', at })).toEqual(
      [],
    )
    expect((await journalOf(number)).map(({ about }) => about?.before).slice(3)).toEqual(['a', 'b'])
  })

  it('is written once when it is heard twice at the same moment', async () => {
    const number = await published()
    const pinned = message(number)
    await consignMessage(claire, pinned)
    const edit = () => correctConsigned(claire, { ...pinned.source, text: 'Négatif', at })
    expect((await Promise.all([edit(), edit(), edit()])).flat()).toHaveLength(1)
  })

  it('by somebody the directory does not know is written by the system in his name, and in a closed event too', async () => {
    const number = await published()
    const pinned = message(number, { by: { name: 'Luc Externe' } })
    await consignMessage(claire, pinned)
    await closeEvent(mus, { number })
    const [entry] = await correctConsigned(world.system, { ...pinned.source, text: 'Négatif', at })
    expect(entry).toMatchObject({ author: 'Essai', agentId: null, body: { said: { by: 'Luc Externe', at } } })
    const [gone] = await withdrawConsigned(world.system, { ...pinned.source, at })
    expect(gone).toMatchObject({ type: 'withdrawal', body: { of: 3, said: { by: 'Luc Externe' } } })
  })
})

describe('a message taken back', () => {
  it('shows nowhere what it said, nor its corrections, nor its files; the journal keeps them and its chain', async () => {
    const number = await published()
    const pinned = message(number, { text: 'secret un', files: [photo] })
    await consignMessage(claire, pinned)
    await correctConsigned(claire, { ...pinned.source, text: 'secret deux', at })
    expect(await withdrawConsigned(claire, { ...pinned.source, at })).toHaveLength(1)
    expect(await withdrawConsigned(claire, { ...pinned.source, at })).toEqual([])
    expect(await correctConsigned(claire, { ...pinned.source, text: 'secret trois', at })).toEqual([])
    const entries = await journalOf(number)
    expect(JSON.stringify(entries)).not.toMatch(/secret|lot\.png/)
    expect(entries.map(({ type, withdrawn }) => [type, withdrawn?.rank])).toEqual([
      ['opened', undefined],
      ['published', undefined],
      ['message', 5],
      ['correction', 5],
      ['withdrawal', undefined],
    ])
    expect(entries.at(-1)?.about).toMatchObject({ rank: 3, author: 'Claire Vidal (DDPP 34)' })
    expect(await refusalOf(readDocument(claire, { number, id: 1 }))).toBe('document-not-found')
    const kept = await world.store.read().find(EntrySchema, { type: { $in: ['message', 'correction'] } })
    expect(JSON.stringify(kept)).toContain('secret un')
    expect(await holds(number)).toBe(true)
  })

  it('is not found by its words any more, and a corrected one by its new words only', async () => {
    const number = await published()
    const gone = message(number, { text: 'brucellose suspectée', files: [photo] })
    const mended = message(number, { text: 'cronobacter suspecté' })
    await consignMessage(claire, gone)
    await consignMessage(claire, mended)
    expect(await searched(number)).toMatch(/cronobacter suspecté.*brucellose suspectée.*lot\.png/)
    await withdrawConsigned(claire, { ...gone.source, at })
    await correctConsigned(claire, { ...mended.source, text: 'campylobacter suspecté', at })
    const text = await searched(number)
    expect(text).not.toMatch(/brucellose|cronobacter|lot\.png/)
    expect(text).toContain('campylobacter suspecté')
  })

  it('is told to who was told of it, even when only its words concerned him', async () => {
    const number = await published()
    await subscribe(paul, { query: 'yersinia' })
    const pinned = message(number, { text: 'yersinia présumée' })
    const told = async (entryId = 0) => {
      await diffuseEntry(mus, { entryId })
      return world.store.read().count(DeliverySchema, { entryId, agentId: paulId })
    }
    expect(await told((await consignMessage(claire, pinned)).entry.id)).toBe(1)
    const [mended] = await correctConsigned(claire, { ...pinned.source, text: 'finalement rien', at })
    expect(await told(mended?.id)).toBe(1)
    const [gone] = await withdrawConsigned(claire, { ...pinned.source, at })
    expect(await told(gone?.id)).toBe(1)
    const other = await consignMessage(claire, message(number, { text: 'tout va bien' }))
    expect(await told(other.entry.id)).toBe(0)
  })

  it('is not quoted by a notice that was still waiting, which says instead that it was taken back', async () => {
    const number = await published()
    await followEvent(paul, { number })
    const pinned = message(number, { text: 'nom du patient' })
    const { entry } = await consignMessage(claire, pinned)
    await diffuseEntry(mus, { entryId: entry.id })
    await correctConsigned(claire, { ...pinned.source, text: 'prénom du patient', at })
    const waiting = await world.store.read().find(DeliverySchema, { entryId: entry.id, agentId: paulId })
    const deps = { clock: world.clock, links: stopLinks('k'.repeat(32), undefined) }
    const tell = async () => {
      const [only] = await prepareNotices(world.store.read(), deps, waiting)
      return only?.type === 'notice' ? only.notice.entry : undefined
    }
    expect(await tell()).toMatchObject({ corrected: { text: 'prénom du patient' } })
    await withdrawConsigned(claire, { ...pinned.source, at })
    const told = await tell()
    expect(told).toMatchObject({ type: 'message', withdrawn: { rank: 5 } })
    expect(JSON.stringify(told)).not.toContain('patient')
  })
})
