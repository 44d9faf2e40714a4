import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { proveDiffusion } from '#core/diffusion/prove.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { RuleSchema } from '#core/diffusion/rule.entity.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import { unsubscribe } from '#core/diffusion/unsubscribe.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { AgentSchema } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { closeEvent } from '#core/events/close.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { updateEvent } from '#core/events/update.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'
import { type Telling, tellingIn } from './telling.ts'

let world: World
let herault: Structure
let mus: Structure
let claire: Agent
let marc: Agent
let telling: Telling

beforeAll(async () => {
  world = await makeWorld()
  herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  mus = await world.structure('mus', { level: 'central', mailbox: 'mus@agri.example' })
  await world.store.transaction(async (em) => {
    const rule = {
      structureId: mus.id,
      query: 'type:alerte-nationale',
      reason: 'Alerte nationale',
      active: true,
    }
    em.create(RuleSchema, { ...rule, code: 'national-agents', audience: 'agents' })
    em.create(RuleSchema, { ...rule, code: 'national-mailbox', audience: 'mailbox' })
  })
  claire = await world.agent('Claire Vidal', herault)
  marc = await world.agent('Marc Odin', mus)
  telling = tellingIn(world)
})
afterAll(() => world[Symbol.asyncDispose]())

async function published(fields = cheese) {
  const draft = await openEvent(world.as(claire), { kind: 'food-product', fields })
  const event = await publishEvent(world.as(claire), { number: draft.number })
  await telling.tell(event)
  telling.sent.length = 0
  return event
}

function reasonsOf(notices: readonly Notice[]) {
  return notices.map(({ reasons }) => reasons.map(({ reason, resume }) => [reason.type, resume]))
}

describe('whom a change takes out', () => {
  it('is told once that a national alert is local now, agents and mailbox, with how to go on; then nothing', async () => {
    const event = await published()
    await updateEvent(world.as(claire), { number: event.number, fields: { type: 'alerte-locale' } })
    const reach = await reachOf(world.as(claire), { number: event.number })
    expect(reach.recipients.map(({ name, reasons }) => [name, reasons[0]?.type])).toContainEqual([
      'Marc Odin',
      'no-longer',
    ])
    await telling.tell(event)
    for (const address of [marc.email, 'mus@agri.example'])
      expect(reasonsOf(telling.noticesAt(address))).toEqual([[['no-longer', `suivre ${event.number}`]]])
    const [notice] = telling.noticesAt(marc.email)
    expect(notice).toMatchObject({
      acknowledge: false,
      telling: { type: 'changes', changes: [{ field: 'type' }] },
    })
    const proof = await proveDiffusion(world.system, { number: event.number })
    expect(proof.lines.findLast(({ name }) => name === 'Marc Odin')?.reasons).toEqual([
      {
        type: 'no-longer',
        of: { type: 'rule', code: 'national-agents', reason: 'Alerte nationale' },
      },
    ])
    telling.sent.length = 0
    await postEntry(world.as(claire), { number: event.number, type: 'message', text: 'Suite' })
    await telling.tell(event)
    expect(telling.sent).toEqual([])
  })

  it('is told anew when the event comes back to him, and taken out anew', async () => {
    const event = await published()
    const update = async (type: string) => {
      await updateEvent(world.as(claire), { number: event.number, fields: { type } })
      await telling.tell(event)
    }
    await update('alerte-locale')
    await update('alerte-nationale')
    await update('alerte-locale')
    expect(reasonsOf(telling.noticesAt(marc.email)).map(([first]) => first?.[0])).toEqual([
      'no-longer',
      'rule',
      'no-longer',
    ])
  })

  it('hears nothing of it when he has another reason, or ended his subscription, and as a follower when he follows since', async () => {
    const [both, ended, follows] = [
      await world.agent('Zoé Deux', herault),
      await world.agent('Ida Finie', herault),
      await world.agent('Fanny Suit', herault),
    ]
    const wanted = { query: 'danger:listeria' }
    for (const one of [both, ended, follows]) await subscribe(world.as(one), wanted)
    await subscribe(world.as(both), { query: 'dept:34' })
    const event = await published()
    for (const { id } of await subscriptionsOf(ended)) await unsubscribe(world.as(ended), { id })
    await updateEvent(world.as(claire), { number: event.number, fields: { dangerCategory: 'salmonella' } })
    await telling.diffuse(event)
    await followEvent(world.as(follows), { number: event.number })
    await telling.deliver(event)
    expect(reasonsOf(telling.noticesAt(both.email)).flat()).toEqual([['subscription', undefined]])
    expect(telling.noticesAt(ended.email)).toEqual([])
    expect(reasonsOf(telling.noticesAt(follows.email)).flat()).toEqual([['follow', undefined]])
  })

  it('is told by the closing that he had left out, and by a message that decides it', async () => {
    const open = await world.agent('Olga Ouverte', herault)
    await subscribe(world.as(open), { query: 'danger:listeria -état:clos' })
    const event = await published()
    await closeEvent(world.as(marc), { number: event.number })
    await telling.tell(event)
    expect(reasonsOf(telling.noticesAt(open.email)).flat()[0]?.[0]).toBe('no-longer')
  })

  it('learns it within the digest that still waits, once, after what he was to be told', async () => {
    const daily = await world.agent('Denis Quotidien', herault)
    await subscribe(world.as(daily), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    const event = await published()
    await updateEvent(world.as(claire), { number: event.number, fields: { dangerCategory: 'salmonella' } })
    await telling.tell(event)
    await postEntry(world.as(claire), { number: event.number, type: 'message', text: 'Ensuite' })
    await telling.tell(event)
    const [waiting] = await world.store.read().find(DeliverySchema, { agentId: daily.id })
    const dueAt = waiting?.dueAt.toISOString() ?? ''
    await sendDigest(telling.deps, { agentId: daily.id, channel: 'email', dueAt, lastAttempt: false })
    const message = telling.sent.find(({ address }) => address === daily.email)?.message
    const notices = message?.type === 'digest' ? message.digest.notices : []
    expect(notices.map(({ entry, reasons }) => [entry.type, reasons[0]?.reason.type])).toEqual([
      ['published', 'no-longer'],
      ['updated', 'no-longer'],
    ])
  })

  it('reads in a digest that the event matches no more, though the change itself is not told yet', async () => {
    const daily = await world.agent('Dora Quotidienne', herault)
    const other = await world.agent('Omar Autre', herault)
    for (const one of [daily, other])
      await subscribe(world.as(one), { query: 'danger:listeria', pace: { every: 'day', hour: 8 } })
    await subscribe(world.as(other), { query: 'dept:34', pace: { every: 'day', hour: 8 } })
    const event = await published()
    await updateEvent(world.as(claire), { number: event.number, fields: { dangerCategory: 'salmonella' } })
    const due = { agentId: daily.id, eventId: event.id }
    const waiting = await world.store.read().findOneOrFail(DeliverySchema, due)
    for (const { id: agentId } of [daily, other])
      await sendDigest(telling.deps, {
        agentId,
        channel: 'email',
        dueAt: waiting.dueAt.toISOString(),
        lastAttempt: false,
      })
    const noticesOf = ({ email }: Agent) =>
      telling.sent.flatMap(({ address, message }) =>
        address === email && message.type === 'digest' ? message.digest.notices : [],
      )
    expect(reasonsOf(noticesOf(daily))).toEqual([[['no-longer', `suivre ${event.number}`]]])
    expect(reasonsOf(noticesOf(other))).toEqual([[['subscription', undefined]]])
    expect(noticesOf(other)[0]?.reasons[0]?.reason).not.toMatchObject({
      query: expect.stringContaining('listeria'),
    })
  })

  it('is told in one piece by the notice of a change that leaves after the next one: nothing twice', async () => {
    const reader = await world.agent('Rita Lectrice', herault)
    await subscribe(world.as(reader), { query: 'dept:34' })
    const event = await published()
    await updateEvent(world.as(claire), { number: event.number, fields: { lots: 'L77' } })
    await telling.diffuse(event)
    await updateEvent(world.as(claire), { number: event.number, fields: { dangerCategory: 'salmonella' } })
    await telling.deliver(event)
    await telling.tell(event)
    const notices = telling.noticesAt(reader.email)
    const told = notices.map(({ event: { version }, telling: { type, ...what } }) => ({
      version,
      type,
      since: 'since' in what ? what.since : undefined,
      fields: 'changes' in what ? what.changes.map(({ field }) => field) : [],
    }))
    const version = notices[0]?.event.version ?? 0
    expect(told).toEqual([
      { version, type: 'changes', since: version - 2, fields: ['lots', 'dangerCategory'] },
    ])
  })

  it('learns nothing when he may not see the event any more: not even that it is another', async () => {
    const leaver = await world.agent('Luc Partant', herault)
    await subscribe(world.as(leaver), { query: 'danger:listeria' })
    const event = await published()
    await world.store.read().nativeUpdate(AgentSchema, { id: leaver.id }, { domains: ['plant'] })
    await updateEvent(world.as(claire), { number: event.number, fields: { dangerCategory: 'salmonella' } })
    await telling.tell(event)
    expect(telling.sent.map(({ address }) => address)).not.toContain(leaver.email)
  })

  it('is told once when two changes are diffused at the same time, in whatever order', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const event = await published()
      await updateEvent(world.as(claire), { number: event.number, fields: { type: 'alerte-locale' } })
      await updateEvent(world.as(claire), { number: event.number, fields: { lots: 'L9' } })
      const entries = await world.store
        .read()
        .find(EntrySchema, { eventId: event.id, type: 'updated' }, { orderBy: { rank: 'asc' } })
      await Promise.all(order.map((at) => diffuseEntry(world.system, { entryId: entries[at]?.id ?? 0 })))
      await telling.deliver(event)
      const notices = telling.noticesAt(marc.email)
      expect(
        reasonsOf(notices)
          .flat()
          .map(([type]) => type),
      ).toEqual(['no-longer'])
      const changes = notices[0]?.telling.type === 'changes' ? notices[0].telling.changes : []
      expect(changes.map(({ field }) => field).sort()).toEqual(['lots', 'type'])
      telling.sent.length = 0
    }
  })
})

async function subscriptionsOf(agent: Agent): Promise<{ id: number }[]> {
  return world.store
    .read()
    .execute('select id from subscription where agent_id = ? and ended_at is null', [agent.id])
}
