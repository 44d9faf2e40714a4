import type { Delivery } from '#core/diffusion/delivery.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import type { Entry } from '#core/events/entry.entity.ts'
import type { Event } from '#core/events/event.entity.ts'

/** When each row here was written. */
export const day = new Date('2026-11-23T09:00:00Z')

/** Rows as the database would give them, for what decides from rows alone. */
export function structureRow(id: number): Structure {
  return {
    id,
    code: `ddpp-${id}`,
    label: `DDPP ${id}`,
    level: 'dept',
    region: null,
    dept: null,
    mailbox: null,
    zone: 'Europe/Paris',
    mailboxes: {},
    active: true,
  }
}

/** Of the structure 2. */
export function eventRow(given: Pick<Event, 'version'> & Partial<Event>): Event {
  return {
    id: 1,
    kind: 'food-product',
    number: 'A-2026.1',
    state: 'open',
    fields: {},
    structure: structureRow(2),
    createdAt: day,
    publishedAt: day,
    updatedAt: day,
    closedAt: null,
    origin: null,
    originFields: null,
    entries: given.version,
    hash: '',
    ...given,
  }
}

/** On the event 1. */
export function entryRow(given: Pick<Entry, 'id' | 'type' | 'version'> & Partial<Entry>): Entry {
  return {
    eventId: 1,
    rank: given.version,
    at: day,
    agentId: null,
    author: 'Agent',
    structureId: 2,
    body: {},
    recordHash: null,
    recordSalt: null,
    previousHash: '',
    hash: '',
    format: 2,
    ...given,
  }
}

/** Of the event 1, not sent yet. */
export function deliveryRow(given: Pick<Delivery, 'entryId' | 'channel'> & Partial<Delivery>): Delivery {
  return {
    id: 'd',
    eventId: 1,
    agentId: null,
    structureId: null,
    roomId: null,
    address: null,
    pace: { every: 'entry' },
    dueAt: day,
    createdAt: day,
    state: 'waiting',
    attempts: 0,
    reasons: [],
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
    ...given,
  }
}
