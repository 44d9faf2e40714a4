import type { Context } from '../context.ts'
import { readNumber } from '../events/number.ts'
import { Refusal } from '../refusal.ts'
import type { DocumentBrief } from './document.entity.ts'
import { listDocuments } from './list.ts'

/**
 * One document of an event, without its bytes. One that was withdrawn is not found any more.
 * @param input.id as written in an address
 * @throws Refusal event-not-found, document-not-found
 */
export async function findDocument(
  ctx: Context,
  input: { number: string; id: number | string },
): Promise<DocumentBrief> {
  const documents = await listDocuments(ctx, input)
  const found = documents.find(({ id }) => String(id) === String(input.id))
  if (found !== undefined) return found
  const id = String(input.id).slice(0, 40)
  throw new Refusal('document-not-found', { number: readNumber(input.number), id })
}
