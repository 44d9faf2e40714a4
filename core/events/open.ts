import { dateOf, todayOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { FollowSchema } from '../diffusion/follow.entity.ts'
import { checkFields } from '../kinds/check-fields.ts'
import { kindOf } from '../kinds/kinds.ts'
import { refuseMisplaced } from '../kinds/misplaced.ts'
import { Refusal } from '../refusal.ts'
import { refuseCentralFields } from './central-fields.ts'
import { chainStart } from './chain.ts'
import { type Event, EventSchema } from './event.entity.ts'
import { actingAgent } from './load.ts'
import { takeNumbers, writeNumber } from './number.ts'
import { recordEntry } from './record.ts'
import { mayOpen } from './rights.ts'

/**
 * Opens an event as a draft of the agent's structure, with its number; its author follows it.
 * @throws Refusal kind-not-found, right-missing, fields-invalid
 */
export async function openEvent(
  ctx: Context,
  input: { kind: string; fields: Readonly<Record<string, unknown>> },
): Promise<Event> {
  const agent = actingAgent(ctx, 'open')
  const kind = kindOf(input.kind)
  if (!mayOpen(agent, kind))
    throw new Refusal('right-missing', { action: 'open', number: '', need: kind.domain })
  const today = todayOf(ctx.clock)
  const fields = checkFields(kind, input.fields, 'draft', today)
  refuseMisplaced(kind, fields)
  refuseCentralFields(kind, agent, Object.keys(fields))
  return ctx.store.transaction(async (em) => {
    const now = dateOf(ctx.clock.now())
    const year = Number(today.slice(0, 4))
    const number = writeNumber(kind.series, year, await takeNumbers(em, kind.series, year, 1))
    const event = em.create(EventSchema, {
      kind: kind.code,
      number,
      state: 'draft',
      version: 1,
      fields,
      structure: agent.structure.id,
      createdAt: now,
      updatedAt: now,
      entries: 0,
      hash: chainStart,
    })
    await em.flush()
    await em.populate(event, ['structure'])
    em.create(FollowSchema, { agentId: agent.id, eventId: event.id, since: now })
    await recordEntry(em, ctx, event, { type: 'opened', body: {} })
    return event
  })
}
