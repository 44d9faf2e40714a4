import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { dateOf } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Event } from '../events/event.entity.ts'
import { Refusal } from '../refusal.ts'
import type { GivenFile } from './limits.ts'

/** What one event may have. */
const ofEvent = { files: 1_000, bytes: 2 * 1024 ** 3 }
/** What one agent may send within an hour. */
const ofAgent = { files: 100, bytes: 500 * 1024 ** 2 }

const usedRow = z.tuple([z.object({ files: z.coerce.number(), bytes: z.coerce.number() })])

/** @throws Refusal document-refused, that names the first file that is too much */
export async function refuseBeyondQuota(
  em: EntityManager,
  ctx: Context,
  event: Event,
  files: readonly GivenFile[],
): Promise<void> {
  const inEvent = usedRow.parse(
    await em.execute(
      'select count(*) as files, coalesce(sum(size), 0) as bytes from document where event_id = ?',
      [event.id],
    ),
  )[0]
  const full = decideBeyond(ofEvent, inEvent, files)
  if (full !== undefined) throw new Refusal('document-refused', { name: full.name, why: 'event-full' })
  if (ctx.actor.type !== 'agent') return
  const since = dateOf(ctx.clock.now().subtract({ hours: 1 }))
  const byAgent = usedRow.parse(
    await em.execute(
      `select count(*) as files, coalesce(sum(size), 0) as bytes from document
       join entry on entry.id = document.entry_id where entry.agent_id = ? and entry.at > ?`,
      [ctx.actor.agent.id, since],
    ),
  )[0]
  const hasty = decideBeyond(ofAgent, byAgent, files)
  if (hasty !== undefined)
    throw new Refusal('document-refused', { name: hasty.name, why: 'too-many-in-an-hour' })
}

/** The first of the files with which there would be more than `most`. */
export function decideBeyond(
  most: { readonly files: number; readonly bytes: number },
  used: { readonly files: number; readonly bytes: number },
  files: readonly GivenFile[],
): GivenFile | undefined {
  let { files: count, bytes } = used
  return files.find((file) => {
    count += 1
    bytes += file.bytes.length
    return count > most.files || bytes > most.bytes
  })
}
