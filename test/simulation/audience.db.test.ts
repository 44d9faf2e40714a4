import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '#core/context.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { reachOf } from '#core/diffusion/reach.ts'
import { subscribe } from '#core/diffusion/subscribe.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { closeEvent } from '#core/events/close.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { reopenEvent } from '#core/events/reopen.ts'
import { undoLast } from '#core/events/undo.ts'
import { updateEvent } from '#core/events/update.ts'
import { withdrawEvent } from '#core/events/withdraw-event.ts'
import { type Telling, tellingIn } from '#test/core/diffusion/telling.ts'
import { refusalOf } from '#test/refusal-of.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

/** `npm run simulate -- audience` takes more. */
const seeds = Number(process.env.SEEDS ?? 8)

let world: World
let herault: Structure
let claire: Context
let anne: Context
let telling: Telling

beforeAll(async () => {
  world = await makeWorld()
  herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  const office = await world.structure('bureau', { level: 'central' })
  const hasty = { haste: 10_000 }
  claire = world.as(Object.assign(await world.agent('Claire Vidal', herault), hasty))
  anne = world.as(Object.assign(await world.agent('Anne Roy', office), hasty))
  telling = tellingIn(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const danger = fc.constantFrom('listeria-monocytogenes', 'salmonella', 'escherichia-coli')
const asked = fc.constantFrom(
  'danger:listeria',
  'danger:salmonella',
  'type:alerte-locale',
  '-état:clos',
  'état:clos',
  'dept:34',
  '"lot rappelé"',
)
const queries = fc.uniqueArray(asked, { maxLength: 2 })
const step = fc.oneof(
  fc.record({ do: fc.constant('update' as const), fields: fc.record({ dangerCategory: danger }) }),
  fc.record({
    do: fc.constant('update' as const),
    fields: fc.record({ type: fc.constantFrom('alerte-nationale', 'alerte-locale') }),
  }),
  fc.record({ do: fc.constant('undone' as const), fields: fc.record({ dangerCategory: danger }) }),
  fc.record({ do: fc.constant('post' as const), text: fc.constantFrom('Un lot rappelé.', 'Rien.') }),
  fc.record({ do: fc.constantFrom('close' as const, 'reopen' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Whether something was done that people are told of. */
async function act(number: string, one: Step): Promise<boolean> {
  switch (one.do) {
    case 'update':
      return (await refusalOf(updateEvent(claire, { number, fields: one.fields }))) === 'nothing refused'
    case 'undone': {
      const undoing = { ...claire, undoSeconds: 10 }
      if ((await refusalOf(updateEvent(undoing, { number, fields: one.fields }))) === 'nothing refused')
        await undoLast(undoing)
      return false
    }
    case 'post':
      return (
        (await refusalOf(postEntry(claire, { number, type: 'message', text: one.text }))) ===
        'nothing refused'
      )
    case 'close':
      return (await refusalOf(closeEvent(anne, { number }))) === 'nothing refused'
    case 'reopen':
      return (await refusalOf(reopenEvent(anne, { number }))) === 'nothing refused'
  }
}

/** The fan-out of all that was written since, at the same moment, as several workers do it. */
async function tellSince({ id: eventId }: Pick<Event, 'id'>, rank: number): Promise<number> {
  const entries = await world.store.read().find(EntrySchema, { eventId, rank: { $gt: rank } })
  await Promise.all(entries.map(({ id }) => diffuseEntry(world.system, { entryId: id })))
  await telling.deliver({ id: eventId })
  return Math.max(rank, ...entries.map((entry) => entry.rank))
}

async function probe(at: number, wanted: readonly string[]): Promise<Agent> {
  const agent = await world.agent(`Sonde${crypto.randomUUID().slice(0, 8)} N${at}`, herault)
  for (const query of wanted) await subscribe(world.as(agent), { query })
  return agent
}

function kindsTold(agent: Agent): string[] {
  return telling
    .noticesAt(agent.email)
    .map(({ reasons }) => [...new Set(reasons.map(({ reason }) => reason.type))].sort().join('+'))
}

it('through any changes, nobody who was told is left believing: he is told, or taken out once; a withdrawal reaches exactly those who were told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(queries, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { maxLength: 5 }),
      fc.boolean(),
      async (subscriptions, rounds, follows) => {
        const people = await Promise.all(subscriptions.map((wanted, at) => probe(at, wanted)))
        const { id, number } = await openEvent(claire, { kind: 'food-product', fields: cheese })
        await publishEvent(claire, { number })
        const follower = await probe(99, [])
        if (follows) await followEvent(world.as(follower), { number })
        let rank = await tellSince({ id }, 0)
        const heard = new Map(people.map((one) => [one, kindsTold(one)]))
        for (const round of rounds) {
          telling.sent.length = 0
          let told = 0
          for (const one of round) told += (await act(number, one)) ? 1 : 0
          rank = await tellSince({ id }, rank)
          if (told === 0) expect(telling.sent).toEqual([])
          const { recipients } = await reachOf(world.system, { number })
          for (const one of people) {
            const before = heard.get(one) ?? []
            const kinds = kindsTold(one)
            const after = [...before, ...kinds]
            heard.set(one, after)
            const wishes = recipients.filter(({ name }) => name.startsWith(`${one.firstName} `))
            const types = wishes.flatMap(({ reasons }) => reasons.map(({ type }) => type))
            expect(types).not.toContain('no-longer')
            // Who was told last knows what holds now; whom it does not concern was never told, or was taken out.
            if (types.includes('subscription'))
              expect(told === 0 ? 'subscription' : after.at(-1)).toBe('subscription')
            else expect(after.at(-1) ?? 'no-longer').toBe('no-longer')
            expect(after.join(' ')).not.toMatch(/no-longer no-longer|^no-longer/)
          }
        }
        telling.sent.length = 0
        await withdrawEvent(anne, { number, reason: 'Fausse alerte' })
        await tellSince({ id }, rank)
        for (const one of people)
          expect(kindsTold(one)).toEqual((heard.get(one) ?? []).length > 0 ? ['told'] : [])
        expect(kindsTold(follower)).toEqual(follows ? ['follow'] : [])
        telling.sent.length = 0
        await world.store.read().execute('update subscription set ended_at = now() where ended_at is null')
      },
    ),
    { numRuns: seeds },
  )
}, 600_000)
