import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { noEntries } from '../../events/entries-in.ts'
import { readEvent } from '../../events/read.ts'
import { etagOf } from '../etag.ts'
import { describeEvent, type eventSchema } from '../shapes/event.ts'

/** After a change: the event as it now stands for this agent, with its ETag. */
export async function answerEvent(
  ctx: Context,
  reply: Pick<FastifyReply, 'header'>,
  number: string,
): Promise<z.infer<typeof eventSchema>> {
  const reading = await readEvent(ctx, { number, entries: noEntries })
  reply.header('etag', etagOf(reading))
  return describeEvent(reading)
}
