import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Entry, EntryBody, EntryType } from '../events/entry.entity.ts'
import type { Event } from '../events/event.entity.ts'
import { recordEntry } from '../events/record.ts'
import { Refusal } from '../refusal.ts'
import { type DocumentBrief, DocumentSchema } from './document.entity.ts'
import type { GivenFile } from './limits.ts'
import { refuseBeyondQuota } from './quota.ts'
import { addScan, isScanning } from './scanning.ts'
import { type Verdict, verdicts } from './verdict.ts'

/**
 * Writes a journal entry with its documents, in the caller's transaction. The event's row must be locked by the caller;
 * the files must have been checked.
 */
export async function recordWithFiles(
  em: EntityManager,
  ctx: Context,
  event: Event,
  said: { readonly type: EntryType; readonly body: EntryBody },
  files: readonly GivenFile[],
  options: { readonly tell: boolean } = { tell: true },
): Promise<Entry> {
  if (files.length === 0) return recordEntry(em, ctx, event, said, options)
  await refuseBeyondQuota(em, ctx, event, files)
  const first = await nextId(em, event.id)
  const documents: DocumentBrief[] = []
  for (const [at, { name, mediaType, bytes }] of files.entries()) {
    const { sha256, verdict } = await keepContent(em, bytes)
    if (verdict === 'infected') throw new Refusal('document-refused', { name, why: 'infected' })
    documents.push({ id: first + at, name, mediaType, size: bytes.length, sha256 })
  }
  const entry = await recordEntry(
    em,
    ctx,
    event,
    { type: said.type, body: { ...said.body, documents } },
    options,
  )
  for (const document of documents)
    em.create(DocumentSchema, { ...document, eventId: event.id, entryId: entry.id })
  await em.flush()
  return entry
}

const nextRow = z.tuple([z.object({ next: z.int() })])

async function nextId(em: EntityManager, eventId: number): Promise<number> {
  const rows = await em.execute('select coalesce(max(id), 0) + 1 as next from document where event_id = ?', [
    eventId,
  ])
  return nextRow.parse(rows)[0].next
}

interface Tables {
  readonly document_content: { readonly sha256: string; readonly bytes: Buffer; readonly verdict: Verdict }
}

const verdictRow = z.array(z.object({ verdict: z.enum(verdicts) }))

/** Once, whatever the number of documents that have it. Kysely sends bytes as they are; `em.execute` would write them out as text. */
async function keepContent(
  em: EntityManager,
  content: Uint8Array,
): Promise<{ readonly sha256: string; readonly verdict: Verdict }> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const [known] = verdictRow.parse(
    await em.execute('select verdict from document_content where sha256 = ?', [sha256]),
  )
  if (known !== undefined) return { sha256, verdict: known.verdict }
  const verdict = (await isScanning(em)) ? 'waiting' : 'unscanned'
  await em
    .getKysely<Tables>()
    .insertInto('document_content')
    .values({ sha256, bytes, verdict })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (verdict === 'waiting') await addScan(em, sha256)
  return { sha256, verdict }
}
