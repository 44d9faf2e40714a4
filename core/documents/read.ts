import { z } from 'zod'
import { recordReading } from '../audit/record-reading.ts'
import type { Context } from '../context.ts'
import type { DocumentBrief } from './document.entity.ts'
import { findWithEvent } from './find.ts'

export interface DocumentReading extends DocumentBrief {
  readonly bytes: Buffer
}

const contentRow = z.tuple([z.object({ bytes: z.instanceof(Buffer) })])

/** One document with its bytes; recorded in the audit. @throws Refusal event-not-found, document-not-found */
export async function readDocument(
  ctx: Context,
  input: { number: string; id: number | string },
): Promise<DocumentReading> {
  const { event, document } = await findWithEvent(ctx, input)
  const { id, name, mediaType, size, sha256 } = document
  const em = ctx.store.read()
  await recordReading(em, ctx, event, { action: 'document', document: id })
  const rows = await em.execute('select bytes from document_content where sha256 = ?', [sha256])
  return { id, name, mediaType, size, sha256, bytes: contentRow.parse(rows)[0].bytes }
}
