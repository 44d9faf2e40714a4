import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pace } from '#core/diffusion/pace.ts'
import { decidePlan, type Recipient, type Wish } from '#core/diffusion/plan.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import type { Room } from '#core/rooms/room.entity.ts'
import { structureRow } from './rows.ts'

const now = Temporal.Instant.from('2026-11-23T09:00:00Z')
const structures = [1, 2].map(structureRow)

function agentOf(id: number, structure: Structure): Agent {
  return {
    id,
    email: `agent-${id}@agri.example`,
    firstName: 'Agent',
    lastName: String(id),
    structure,
    position: '',
    phone: '',
    mobile: '',
    domains: ['food'],
    channel: 'matrix',
    active: id !== 3,
    confirmAbove: 20,
    haste: 20,
  }
}

/** The third room is closed, the fourth not made. */
function roomOf(id: number): Room {
  return {
    id,
    key: '',
    provider: 'matrix',
    type: 'structure',
    agentId: null,
    structureId: 1,
    eventId: null,
    boundBy: null,
    address: id === 4 ? null : `!${id}:essai`,
    outside: false,
    outsideTold: 0,
    members: [],
    madeAt: new Date(0),
    closedAt: id === 3 ? new Date(1) : null,
  }
}

const id = fc.integer({ min: 1, max: 4 })
const structure = fc.constantFrom(...structures)
const reason = fc.integer({ min: 1, max: 99 }).map((number) => ({
  type: 'subscription' as const,
  id: number,
  query: '*',
}))
const pace = fc.constantFrom<Pace>({ every: 'entry' }, { every: 'day', hour: 8 }, { every: 'day', hour: 17 })
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    to: fc.constant('agent' as const),
    agent: fc.tuple(id, structure).map(([one, home]) => agentOf(one, home)),
    reason,
    channel: fc.constantFrom('email' as const, 'matrix' as const, 'console' as const),
    pace,
  }),
  fc.record({ to: fc.constant('mailbox' as const), structure, reason }),
  fc.record({
    to: fc.constant('room' as const),
    scope: fc.tuple(id, structure, fc.boolean()).map(([one, home, outside]) => ({
      type: 'structure' as const,
      room: roomOf(one),
      structure: home,
      domains: ['food' as const],
      outside,
    })),
    reason,
    pace,
  }),
)

function nameOf(recipient: Recipient): string {
  switch (recipient.to) {
    case 'agent':
      return `agent ${recipient.agent.id}`
    case 'mailbox':
      return `mailbox ${recipient.structure.id}`
    case 'room':
      return `room ${recipient.scope.room.id}`
  }
}

describe('a plan', () => {
  it('has each recipient once, told or excluded, with all the reasons, at an address of the channel it goes by', () => {
    fc.assert(
      fc.property(fc.array(wish), fc.uniqueArray(id), fc.uniqueArray(id), (wishes, linked, refused) => {
        const addressOf = (agent: Pick<Agent, 'id' | 'email'>, channel: string) =>
          channel !== 'matrix' ? agent.email : linked.includes(agent.id) ? `@${agent.id}:essai` : undefined
        const plan = decidePlan(
          {
            wishes,
            authorId: 1,
            maySee: (one) =>
              one.to === 'mailbox' ||
              !refused.includes(one.to === 'agent' ? one.agent.id : one.scope.room.id),
            mailboxOf: (one) => (one.id === 1 ? 'boite@agri.example' : undefined),
            addressOf,
          },
          now,
        )
        const told = plan.deliveries.map(({ recipient }) => nameOf(recipient))
        const excluded = plan.excluded.map(({ recipient }) => nameOf(recipient))
        expect([...told, ...excluded].sort()).toEqual([...new Set(wishes.map(nameOf))].sort())
        for (const { recipient, reasons, channel, address, dueAt, pace: soonest } of plan.deliveries) {
          const own = wishes.filter((one) => nameOf(one) === nameOf(recipient))
          expect(reasons).toEqual(own.map((one) => one.reason))
          if (own.some((one) => one.to === 'mailbox' || one.pace.every === 'entry')) {
            expect([dueAt.toString(), soonest.every]).toEqual([now.toString(), 'entry'])
          }
          const expected = { console: /@agri/, email: /@agri/, matrix: recipient.to === 'room' ? /^!/ : /^@/ }
          expect(address).toMatch(expected[channel])
        }
        for (const never of ['agent 1', 'agent 3', 'mailbox 2', 'room 3', 'room 4'])
          expect(told).not.toContain(never)
      }),
    )
  })
})
