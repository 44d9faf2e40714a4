import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acknowledgeNotice } from '#core/diffusion/acknowledge.ts'
import { type Delivery, DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { stableId } from '#core/diffusion/delivery-id.ts'
import { noteRead } from '#core/diffusion/note-read.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import type { Reason } from '#core/diffusion/reason.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'
import { makeWorld, type World } from '#test/world.ts'
import { accountOf, linkedAgent, provider, publishCheese, structureRoom } from '../rooms/room-world.ts'

let world: World
let claire: Agent
let marc: Agent
let event: Event
let made = 0
beforeAll(async () => {
  world = await makeWorld()
  claire = await linkedAgent(world, 'Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
  marc = await linkedAgent(world, 'Marc Odin', await world.structure('mus', { level: 'central' }))
  event = await publishCheese(world, claire)
})
afterAll(() => world[Symbol.asyncDispose]())

const duty: Reason = { type: 'rule', code: 'national', reason: 'Alerte nationale' }
const at = (time: string) => new Date(`2026-11-23T${time}Z`)
const instant = (time: string) => Temporal.Instant.from(`2026-11-23T${time}Z`)

/** A delivery at the provider, of an entry of its own. */
async function delivered(facts: Partial<Delivery>): Promise<string> {
  const id = stableId('essai', ++made)
  await world.store.transaction(async (em) => {
    const entry = await em.findOneOrFail(EntrySchema, { eventId: event.id, rank: 1 + (made % 2) })
    em.create(DeliverySchema, {
      id,
      entryId: entry.id,
      eventId: event.id,
      channel: provider,
      pace: { every: 'entry' },
      reasons: [{ type: 'follow' }],
      state: 'delivered',
      createdAt: at('09:00:00'),
      dueAt: at('09:00:00'),
      attempts: 1,
      view: 'full',
      version: 2,
      ...facts,
    })
  })
  return id
}

const row = (id: string) => world.store.read().findOneOrFail(DeliverySchema, { id })
const readAt = async (id: string) => (await row(id)).readAt?.toISOString()

describe('a read receipt', () => {
  it('covers what was delivered there before, not after, nor elsewhere, and the first one stays', async () => {
    const reader = await linkedAgent(world, 'Zoé Lectrice', claire.structure)
    const address = accountOf(reader)
    const own = { agentId: reader.id, address }
    const one = await delivered({ ...own, receipt: '$1', endedAt: at('09:01:00') })
    const two = await delivered({ ...own, receipt: '$2', endedAt: at('09:02:00') })
    const other = { agentId: marc.id, address: accountOf(marc) }
    const elsewhere = await delivered({ ...other, receipt: '$x', endedAt: at('09:00:30') })
    const reads = (receipt: string, time: string) =>
      noteRead(world.store, { channel: provider, address, receipt, at: instant(time) })
    expect(await reads('$1', '10:00:00')).toBe(1)
    expect(await Promise.all([one, two, elsewhere].map(readAt))).toEqual([
      '2026-11-23T10:00:00.000Z',
      undefined,
      undefined,
    ])
    expect(await reads('$2', '11:00:00')).toBe(1)
    expect(await reads('$2', '12:00:00')).toBe(0)
    expect(await Promise.all([one, two].map(readAt))).toEqual([
      '2026-11-23T10:00:00.000Z',
      '2026-11-23T11:00:00.000Z',
    ])
    const proof = await proveDiffusion(world.as(claire), { number: event.number })
    expect(proof.lines.filter((line) => line.name === 'Zoé Lectrice').map((line) => line.readAt)).toContain(
      '2026-11-23T10:00:00.000Z',
    )
  })

  it('of a message that is no delivery covers what stands above it, when it is told when that was said', async () => {
    const reader = await linkedAgent(world, 'Ève Curieuse', claire.structure)
    const address = accountOf(reader)
    const own = { agentId: reader.id, address }
    const above = await delivered({ ...own, receipt: '$a', endedAt: at('09:01:00') })
    const below = await delivered({ ...own, receipt: '$b', endedAt: at('09:09:00') })
    const receipt = { channel: provider, address, receipt: '$autre', at: instant('10:00:00') } as const
    expect(await noteRead(world.store, receipt)).toBe(0)
    expect(await noteRead(world.store, { ...receipt, saidAt: instant('09:05:00') })).toBe(1)
    expect([await readAt(above), await readAt(below)]).toEqual(['2026-11-23T10:00:00.000Z', undefined])
  })
})

describe('an acknowledgement', () => {
  it('is kept once, counts as read, and is for the recipient of a notice of duty', async () => {
    const own = { agentId: marc.id, address: accountOf(marc), endedAt: at('09:00:00') }
    const asked = await delivered({ ...own, receipt: '$devoir', reasons: [{ type: 'follow' }, duty] })
    const input = { channel: provider, receipt: '$devoir' } as const
    expect(await acknowledgeNotice(world.as(claire), input)).toBeUndefined()
    expect((await row(asked)).acknowledgedAt).toBeNull()
    const result = { asked: true, numbers: [event.number] }
    expect(await acknowledgeNotice(world.as(marc), input)).toEqual({ ...result, already: false })
    const first = await row(asked)
    expect([first.acknowledgedAt, first.readAt]).toEqual([at('09:00:00'), at('09:00:00')])
    world.clock.set('2026-11-23T10:00:00Z')
    expect(await acknowledgeNotice(world.as(marc), input)).toEqual({ ...result, already: true })
    expect((await row(asked)).acknowledgedAt).toEqual(at('09:00:00'))
    const proof = await proveDiffusion(world.as(claire), { number: event.number })
    expect(proof.lines.map((line) => line.acknowledgedAt)).toContain('2026-11-23T09:00:00.000Z')
  })

  it('of a notice that asks for none, or of no notice at all, changes nothing', async () => {
    const lea = await linkedAgent(world, 'Léa Polie', claire.structure)
    const own = { agentId: lea.id, address: accountOf(lea), endedAt: at('09:00:00') }
    const friendly = await delivered({ ...own, receipt: '$ami' })
    expect(await acknowledgeNotice(world.as(lea), { channel: provider, receipt: '$ami' })).toEqual({
      asked: false,
      already: false,
      numbers: [event.number],
    })
    expect((await row(friendly)).acknowledgedAt).toBeNull()
    expect(await acknowledgeNotice(world.as(lea), { channel: provider, receipt: '$rien' })).toBeUndefined()
  })

  it('in a structure’s room is any of its agents’, and nobody else’s', async () => {
    const room = await structureRoom(world, marc, '!mus:essai')
    const colleague = await world.agent('Ida Collègue', marc.structure)
    const told = { roomId: room.id, address: '!mus:essai', endedAt: at('09:00:00'), reasons: [duty] }
    await delivered({ ...told, receipt: '$salon' })
    const input = { channel: provider, receipt: '$salon' } as const
    expect(await acknowledgeNotice(world.as(claire), input)).toBeUndefined()
    expect(await acknowledgeNotice(world.as(colleague), input)).toMatchObject({ asked: true, already: false })
  })
})
