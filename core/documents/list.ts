import type { EntityManager } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { recordReading } from '../audit/record-reading.ts'
import type { Context } from '../context.ts'
import { entriesWithDocuments } from '../events/entries-in.ts'
import type { Event } from '../events/event.entity.ts'
import { loadEvent } from '../events/load.ts'
import { alone, viewFor } from '../events/view.ts'
import type { DocumentBrief } from './document.entity.ts'
import { type Verdict, verdicts } from './verdict.ts'

export interface ListedDocument extends DocumentBrief {
  /** Rank of the entry that brought it. */
  readonly rank: number
  /** ISO 8601 instant. */
  readonly at: string
  readonly author: string
  readonly verdict: Verdict
}

/** The documents of an event, oldest first, without those that were withdrawn. @throws Refusal event-not-found */
export async function listDocuments(ctx: Context, input: { number: string }): Promise<ListedDocument[]> {
  const em = ctx.store.read()
  const { event, documents } = await documentsOf(em, ctx, input.number)
  await recordReading(em, ctx, event, { action: 'documents' })
  return documents
}

/** As listDocuments, on the way to one of them: it leaves no line in the audit. @throws Refusal event-not-found */
export async function documentsOf(
  em: EntityManager,
  ctx: Context,
  number: string,
): Promise<{ readonly event: Event; readonly documents: ListedDocument[] }> {
  const event = await loadEvent(em, ctx, number)
  const entries = await entriesWithDocuments(em, event, viewFor(event, alone))
  const documents = entries.flatMap(({ rank, at, author, body }) =>
    (body.documents ?? []).map((document) => ({ ...document, rank, at, author })),
  )
  const verdictOf = await verdictsOf(em, documents)
  return { event, documents: documents.map((document) => ({ ...document, verdict: verdictOf(document) })) }
}

const rows = z.array(z.object({ sha256: z.string(), verdict: z.enum(verdicts) }))

async function verdictsOf(
  em: EntityManager,
  documents: readonly DocumentBrief[],
): Promise<(document: DocumentBrief) => Verdict> {
  if (documents.length === 0) return () => 'waiting'
  const found = rows.parse(
    await em.execute('select sha256, verdict from document_content where sha256 in (?)', [
      documents.map(({ sha256 }) => sha256),
    ]),
  )
  const known = new Map(found.map(({ sha256, verdict }) => [sha256, verdict]))
  // One without content is given to nobody.
  return ({ sha256 }) => known.get(sha256) ?? 'waiting'
}
