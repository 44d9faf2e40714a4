import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { EntrySchema } from './entry.entity.ts'
import { EventSchema } from './event.entity.ts'
import { maySee } from './load.ts'
import { isUndoable, type UndoableType } from './pending.ts'
import { PendingActSchema } from './pending-act.entity.ts'

/** An act of the agent that he may still take back. */
export interface HeldAct {
  readonly entryId: number
  /** What was written together has the same: it is taken back together. */
  readonly act: string
  readonly number: string
  readonly type: UndoableType
  /** It was done in the conversation that asks, and not in another of his. */
  readonly here: boolean
  /** On a draft: nobody would be told. */
  readonly draft: boolean
  /** Whole seconds before it leaves. */
  readonly seconds: number
}

/** What the agent may still take back, the latest first, on events that may be spoken of here. */
export async function heldActs(ctx: Context): Promise<readonly HeldAct[]> {
  if (ctx.actor.type !== 'agent') return []
  const em = ctx.store.read()
  const now = ctx.clock.now()
  const pending = await em.find(
    PendingActSchema,
    { agentId: ctx.actor.agent.id, leavesAt: { $gte: dateOf(now) } },
    { orderBy: { entryId: 'desc' } },
  )
  const held: HeldAct[] = []
  for (const { entryId, eventId, leavesAt, act, conversation } of pending) {
    const event = await em.findOneOrFail(EventSchema, { id: eventId }, { populate: ['structure'] })
    if (!maySee(ctx, event)) continue
    const { type } = await em.findOneOrFail(EntrySchema, { id: entryId })
    if (!isUndoable(type)) continue
    const seconds = Math.ceil((leavesAt.getTime() - now.epochMilliseconds) / 1000)
    const draft = (event.publishedAt ?? null) === null
    const asking = ctx.conversation
    const here = asking === undefined || (conversation ?? asking) === asking
    held.push({ entryId, act, number: event.number, type, here, draft, seconds })
  }
  return held
}
