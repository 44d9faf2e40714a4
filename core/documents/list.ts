import type { Context } from '../context.ts'
import { readEvent } from '../events/read.ts'
import type { DocumentBrief } from './document.entity.ts'

export interface ListedDocument extends DocumentBrief {
  /** Rank of the entry that brought it. */
  readonly rank: number
  /** ISO 8601 instant. */
  readonly at: string
  readonly author: string
}

/** The documents of an event, oldest first, without those that were withdrawn. @throws Refusal event-not-found */
export async function listDocuments(ctx: Context, input: { number: string }): Promise<ListedDocument[]> {
  const { entries } = await readEvent(ctx, input)
  return entries.flatMap(({ rank, at, author, body }) =>
    (body.documents ?? []).map((document) => ({ ...document, rank, at, author })),
  )
}
