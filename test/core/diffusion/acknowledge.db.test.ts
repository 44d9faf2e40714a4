import { afterAll, beforeAll, expect, it } from 'vitest'
import { markShown } from '#adapters/console/channel.ts'
import {
  acknowledgeByLink,
  acknowledgeEvent,
  describeAcknowledgement,
  mailboxTold,
} from '#core/diffusion/acknowledge.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { noteShown } from '#core/diffusion/note-shown.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese } from '#test/world.ts'
import { makeScene, type Scene } from './national-scene.ts'

let scene: Scene
let number: string
beforeAll(async () => {
  scene = await makeScene()
  const { world, claire } = scene
  const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
  number = draft.number
  await publishEvent(world.as(claire), { number })
  await scene.tell(draft.id)
})
afterAll(() => scene.world[Symbol.asyncDispose]())

const lineOf = async (name: string) =>
  (await proveDiffusion(scene.world.system, { number })).lines.find((line) => line.name === name)
const deliveryOf = async (agentId: number) =>
  scene.world.store.read().findOneOrFail(DeliverySchema, { agentId })

it('is told by mail with a page that asks first, and by number in any chat', async () => {
  const notice = scene.sent.find(({ address }) => address === scene.marc.email)?.message
  expect(notice).toMatchObject({
    notice: {
      acknowledge: true,
      acknowledgeLink: expect.stringMatching(/^https:\/\/vigie\.example\.fr\/accuse\//),
    },
  })
})

it('of a structure’s mailbox is acknowledged by its link, once, whoever opens it', async () => {
  const { store, clock } = scene.world
  const { id: delivery } = await store.read().findOneOrFail(DeliverySchema, { structureId: { $ne: null } })
  expect(await describeAcknowledgement(store, { delivery })).toEqual({ number, already: false })
  const before = clock.now().toString()
  expect(await acknowledgeByLink(store, clock, { delivery })).toBe(true)
  clock.set('2026-11-24T09:00:00Z')
  expect(await acknowledgeByLink(store, clock, { delivery })).toBe(true)
  expect(await describeAcknowledgement(store, { delivery })).toEqual({ number, already: true })
  const { lines } = await proveDiffusion(scene.world.system, { number })
  expect(lines.find(({ address }) => address === 'mus@agri.example')).toMatchObject({
    reception: 'acknowledged',
    acknowledgedAt: Temporal.Instant.from(before).toString({ fractionalSecondDigits: 3 }),
  })
  const nobody = { delivery: '00000000-0000-4000-8000-000000000000' }
  expect(await describeAcknowledgement(store, nobody)).toBeUndefined()
  expect(await acknowledgeByLink(store, clock, nobody)).toBe(false)
})

it('waits for its reader until a screen has shown it, then until he acknowledges: each is kept apart', async () => {
  const { world, marc } = scene
  expect(await lineOf('Marc Odin')).toMatchObject({ state: 'delivered', reception: 'unseen', shownAt: null })
  const { id } = await deliveryOf(marc.id)
  await world.store.transaction((em) => noteShown(em, { key: id, at: '2026-11-24T09:05:00Z' }))
  await world.store.transaction((em) => noteShown(em, { key: id, at: '2026-11-25T09:05:00Z' }))
  await world.store.transaction((em) => noteShown(em, { key: 'no id', at: '2026-11-25T09:05:00Z' }))
  await markShown(world.store, marc.email, 'nothing of the kind')
  expect(await lineOf('Marc Odin')).toMatchObject({ reception: 'shown', shownAt: '2026-11-24T09:05:00.000Z' })
  expect(await acknowledgeEvent(world.as(marc), { number })).toEqual({
    asked: true,
    already: false,
    numbers: [number],
  })
  expect(await acknowledgeEvent(world.as(marc), { number })).toMatchObject({ already: true })
  expect(await lineOf('Marc Odin')).toMatchObject({ reception: 'acknowledged' })
})

it('is nothing to acknowledge for who was told nothing, and is refused on an event that he may not see', async () => {
  const { world, claire, herault } = scene
  expect(await acknowledgeEvent(world.as(claire), { number })).toBeUndefined()
  expect(await mailboxTold(world.as(claire), { number })).toBe(false)
  // Of the service whose mailbox was told, but not told himself.
  const newcomer = world.as(await world.agent('Lou Renou', scene.central))
  expect(await acknowledgeEvent(newcomer, { number })).toBeUndefined()
  expect(await mailboxTold(newcomer, { number })).toBe(true)
  const plant = world.as(await world.agent('Anne Tilleul', herault, { domains: ['plant'] }))
  expect(await refusalOf(acknowledgeEvent(plant, { number }))).toBe('event-not-found')
  expect(await refusalOf(mailboxTold(plant, { number }))).toBe('event-not-found')
})
