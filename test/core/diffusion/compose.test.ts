import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideNotice } from '#core/diffusion/compose.ts'
import type { Delivery } from '#core/diffusion/delivery.entity.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import type { Entry } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'
import { entryBrief } from '#core/events/present.ts'
import { foodProduct } from '#core/kinds/food-product.ts'
import type { Fields, FieldValue } from '#core/kinds/kind.ts'
import { changesBetween } from '#core/kinds/show.ts'
import { decideOutsiders } from '#core/rooms/decide-outsiders.ts'
import { arbitraryFields } from '../kinds/arbitrary-fields.ts'

const links = stopLinks('k'.repeat(32), 'https://vigie.example.fr')
const day = new Date('2026-11-23T09:00:00Z')
const delivery: Delivery = {
  id: '',
  entryId: 1,
  eventId: 1,
  agentId: null,
  structureId: null,
  roomId: 1,
  channel: 'matrix',
  pace: { every: 'entry' },
  reasons: [],
  state: 'waiting',
  createdAt: day,
  dueAt: day,
  attempts: 0,
  endedAt: null,
  address: null,
  view: null,
  version: null,
  receipt: null,
  outcome: null,
  detail: null,
  shownAt: null,
  digestId: null,
  readAt: null,
  acknowledgedAt: null,
  facts: 1,
  salt: '00000000-0000-4000-8000-000000000000',
}

/** The same record, each value that a teaser leaves out marked, so that it is recognised wherever it would appear. */
function marked(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const field = foodProduct.fields.find((one) => one.name === name)
      return [name, field === undefined || field.view === 'teaser' ? value : secret(value)]
    }),
  )
}

function secret(value: FieldValue): FieldValue {
  if (typeof value !== 'object') return `SECRET ${value}`
  return value.every((item) => typeof item === 'string')
    ? value.map((item) => `SECRET ${item}`)
    : value.flatMap((item) => (typeof item === 'string' ? [] : [{ ...item, name: `SECRET ${item.name}` }]))
}

const accounts = fc.constantFrom('@a:essai', '@b:essai', '@c:essai', '@d:essai')
/** Two agents of the room's structure, one of another; the last account is linked to nobody. */
const homes = new Map([
  ['@a:essai', 1],
  ['@b:essai', 1],
  ['@c:essai', 2],
])

describe('what a room is told', () => {
  it('has nothing of what a teaser leaves out whenever an outsider is in it, and all of it otherwise', () => {
    const values = arbitraryFields(foodProduct).map(marked)
    const facts = fc.record({
      before: values,
      after: values,
      members: fc.uniqueArray(accounts),
      told: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
      type: fc.constantFrom(
        'published' as const,
        'updated' as const,
        'message' as const,
        'document' as const,
      ),
    })
    fc.assert(
      fc.property(facts, ({ before, after, members, told, type }) => {
        const outside = decideOutsiders(members, 1, (address) => homes.get(address)).length > 0
        const event: Event = {
          id: 1,
          kind: 'food-product',
          number: 'A-2026.1',
          state: 'open',
          version: 2,
          fields: after,
          structure: {
            id: 2,
            code: 'ddpp-30',
            label: 'DDPP 30',
            level: 'dept',
            region: null,
            dept: null,
            mailbox: null,
            zone: 'Europe/Paris',
            mailboxes: {},
            active: true,
          },
          createdAt: day,
          publishedAt: day,
          updatedAt: day,
          closedAt: null,
          origin: null,
          originFields: null,
          entries: 2,
          hash: '',
        }
        const entry: Entry = {
          id: 1,
          eventId: 1,
          rank: 2,
          type,
          at: day,
          agentId: null,
          author: 'SECRET Vidal (DDPP 30)',
          structureId: 2,
          version: 2,
          body: {
            title: 'SECRET',
            text: 'SECRET',
            said: { by: 'SECRET', at: day.toISOString() },
            documents: [{ id: 1, name: 'SECRET.pdf', mediaType: 'application/pdf', size: 1, sha256: '' }],
            changes: changesBetween(foodProduct, before, after, 'full'),
          },
          recordHash: null,
          recordSalt: null,
          previousHash: '',
          hash: '',
          format: 2,
        }
        const notice = decideNotice(links, {
          delivery,
          event,
          entry,
          shown: entryBrief(entry),
          by: 'DDPP 30',
          reader: { name: 'DDPP 34', address: '!a:essai' },
          audience: { outside },
          reasons: [{ type: 'subscription', id: 1, query: '*' }],
          told,
          updates: type === 'updated' ? [entry] : [],
        })
        expect(notice.event.view).toBe(outside ? 'teaser' : 'full')
        expect(JSON.stringify(notice).includes('SECRET')).toBe(!outside)
      }),
    )
  })
})
