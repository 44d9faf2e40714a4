import type { Context } from '../context.ts'
import { readNumber } from '../events/number.ts'
import { Refusal } from '../refusal.ts'
import { type ListedDocument, listDocuments } from './list.ts'

/**
 * One document of an event that may be given, without its bytes. One that was withdrawn is not found any more.
 * @param input.id as written in an address
 * @throws Refusal event-not-found, document-not-found; document-held when an antivirus has not found it clean
 */
export async function findDocument(
  ctx: Context,
  input: { number: string; id: number | string },
): Promise<ListedDocument> {
  const documents = await listDocuments(ctx, input)
  const found = documents.find(({ id }) => String(id) === String(input.id))
  const id = String(input.id).slice(0, 40)
  const number = readNumber(input.number)
  if (found === undefined) throw new Refusal('document-not-found', { number, id })
  const { verdict, name } = found
  if (verdict === 'waiting' || verdict === 'infected')
    throw new Refusal('document-held', { number, id, name, why: verdict })
  return found
}
