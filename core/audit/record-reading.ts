import type { EntityManager } from '@mikro-orm/postgresql'
import type { Event } from '../events/event.entity.ts'
import { type By, recordAudit } from './record.ts'

/** What a person may be shown of an event. */
export type Reading =
  | { readonly action: 'read' | 'reach' | 'documents' }
  | { readonly action: 'document'; readonly document: number }
  | { readonly action: 'proof' | 'export'; readonly lines: number }

/**
 * Adds to the audit that a person is shown this; before it is shown, so that what cannot be recorded is not. The system's
 * own reads are not recorded, nor are those of the record within the structure that it belongs to.
 */
export async function recordReading(
  em: EntityManager,
  by: By,
  event: Pick<Event, 'number' | 'structure'>,
  reading: Reading,
): Promise<void> {
  if (by.actor.type === 'system') return
  const own = by.actor.agent.structure.id === event.structure.id
  if (own && ['read', 'reach', 'documents'].includes(reading.action)) return
  await recordAudit(em, by, { ...reading, event: event.number })
}
