import { z } from 'zod'
import type { Context } from '../context.ts'
import type { DocumentBrief } from './document.entity.ts'
import { findDocument } from './find.ts'

export interface DocumentReading extends DocumentBrief {
  readonly bytes: Buffer
}

const contentRow = z.tuple([z.object({ bytes: z.instanceof(Buffer) })])

/** One document with its bytes. @throws Refusal event-not-found, document-not-found */
export async function readDocument(
  ctx: Context,
  input: { number: string; id: number | string },
): Promise<DocumentReading> {
  const { id, name, mediaType, size, sha256 } = await findDocument(ctx, input)
  const rows = await ctx.store.read().execute('select bytes from document_content where sha256 = ?', [sha256])
  return { id, name, mediaType, size, sha256, bytes: contentRow.parse(rows)[0].bytes }
}
