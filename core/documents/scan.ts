import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import { EventSchema } from '../events/event.entity.ts'
import { lockEvent } from '../events/load.ts'
import { recordEntry } from '../events/record.ts'
import { DocumentSchema } from './document.entity.ts'
import type { Scanner } from './scanner.ts'

const contentRow = z.array(z.object({ bytes: z.instanceof(Buffer) }))

/**
 * Has a content that waits for it scanned. Clean, it is given from now on; infected, each event that has it gets an entry
 * in its journal that says so, and whoever was told of the document is told, with who sent it.
 * @throws what the scanner throws: the job is tried again, and the content goes on waiting
 */
export async function scanContent(ctx: Context, scanner: Scanner, input: { sha256: string }): Promise<void> {
  const { sha256 } = input
  const [content] = contentRow.parse(
    await ctx.store
      .read()
      .execute("select bytes from document_content where sha256 = ? and verdict = 'waiting'", [sha256]),
  )
  if (content === undefined) return
  const finding = await scanner.scan(content.bytes)
  const signature = finding.infected ? finding.signature.slice(0, 250) : null
  await ctx.store.transaction(async (em) => {
    const settled = await em.execute(
      `update document_content set verdict = ?, signature = ?, scanned_at = ?
       where sha256 = ? and verdict = 'waiting' returning sha256`,
      [finding.infected ? 'infected' : 'clean', signature, dateOf(ctx.clock.now()), sha256],
    )
    if (settled.length > 0 && signature !== null) await sayInfected(em, ctx, { sha256, signature })
  })
}

async function sayInfected(
  em: EntityManager,
  ctx: Context,
  found: { readonly sha256: string; readonly signature: string },
): Promise<void> {
  const { sha256, signature } = found
  const documents = await em.find(DocumentSchema, { sha256 }, { orderBy: { eventId: 'asc', id: 'asc' } })
  // In the order of the ids, so that two such jobs never wait for each other.
  for (const [id, those] of Map.groupBy(documents, (document) => document.eventId)) {
    const event = await em.findOneOrFail(EventSchema, { id }, { populate: ['structure'] })
    await lockEvent(em, event)
    const infected = those.map((document) => ({ id: document.id, name: document.name, signature }))
    await recordEntry(em, ctx, event, { type: 'infected', body: { infected } })
  }
}
