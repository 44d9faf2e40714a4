import { canonical } from '../canonical.ts'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../kinds/kind.ts'
import { EntrySchema } from './entry.entity.ts'
import { type Event, EventSchema } from './event.entity.ts'

/** Minutes in which the same record, opened again, is looked at as sent twice. */
const minutes = 30
/** What says less is the beginning of a record, and begins like others. */
const fewestFields = 5
/** Nobody opens more in them. */
const mostOpened = 50

/** The record that the actor opened in the last minutes and that says just the same; withdrawn ones do not count. */
export async function findTwin(
  ctx: Context,
  input: { readonly kind: string; readonly fields: Fields },
): Promise<Event | undefined> {
  if (ctx.actor.type !== 'agent' || Object.keys(input.fields).length < fewestFields) return undefined
  const em = ctx.store.read()
  const since = dateOf(ctx.clock.now().subtract({ minutes }))
  const opened = await em.find(
    EntrySchema,
    { type: 'opened', agentId: ctx.actor.agent.id, at: { $gt: since } },
    { orderBy: { id: 'desc' }, limit: mostOpened },
  )
  const events = await em.find(EventSchema, { id: { $in: opened.map(({ eventId }) => eventId) } })
  const said = canonical(input.fields)
  return events.find(
    ({ kind, state, fields }) => kind === input.kind && state !== 'withdrawn' && canonical(fields) === said,
  )
}
