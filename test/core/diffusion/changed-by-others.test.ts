import { expect, it } from 'vitest'
import { decideNotice } from '#core/diffusion/compose.ts'
import type { Delivery } from '#core/diffusion/delivery.entity.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import type { Entry } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'
import { entryBrief } from '#core/events/present.ts'
import { alone } from '#core/events/view.ts'

const links = stopLinks('k'.repeat(32), 'https://vigie.example.fr')
const day = new Date('2026-11-23T09:00:00Z')

const delivery: Delivery = {
  id: 'd',
  eventId: 1,
  entryId: 4,
  agentId: 9,
  structureId: null,
  roomId: null,
  channel: 'email',
  address: 'a@agri.example',
  pace: { every: 'entry' },
  dueAt: day,
  createdAt: day,
  state: 'waiting',
  attempts: 0,
  reasons: [{ type: 'follow' }],
  facts: 1,
  endedAt: null,
  view: null,
  version: null,
  receipt: null,
  outcome: null,
  detail: null,
  shownAt: null,
  digestId: null,
  readAt: null,
  acknowledgedAt: null,
  salt: '00000000-0000-4000-8000-000000000000',
}

const event: Event = {
  id: 1,
  kind: 'food-product',
  number: 'A-2026.1',
  state: 'open',
  version: 4,
  fields: {},
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
  entries: 4,
  hash: '',
}

const update = (version: number, agentId: number, field: string): Entry => ({
  id: version,
  eventId: 1,
  rank: version,
  type: 'updated',
  at: day,
  agentId,
  author: `Agent ${agentId}`,
  structureId: 2,
  version,
  body: { changes: [{ field, label: field, before: '', after: 'x' }] },
  recordHash: null,
  recordSalt: null,
  previousHash: '',
  hash: '',
  format: 2,
})

it('says of what changed since the last notice whether others than the author changed some of it', () => {
  const telling = (first: number, told: number) => {
    const [before, entry] = [update(3, first, 'brand'), update(4, 7, 'lots')]
    const facts = { delivery, event, entry, shown: entryBrief(entry), by: 'DDPP 30' }
    const reader = { name: 'Anne', address: 'a@agri.example' }
    const more = { reader, audience: alone, reasons: delivery.reasons, told, updates: [before, entry] }
    return decideNotice(links, { ...facts, ...more }).telling
  }
  expect(telling(8, 2)).toMatchObject({ type: 'changes', since: 2, others: true })
  expect(telling(7, 2)).not.toHaveProperty('others')
  expect(telling(8, 3)).not.toHaveProperty('others')
})
