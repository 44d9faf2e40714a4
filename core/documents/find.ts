import type { Context } from '../context.ts'
import type { Event } from '../events/event.entity.ts'
import { Refusal } from '../refusal.ts'
import { documentsOf, type ListedDocument } from './list.ts'

/**
 * One document of an event that may be given, without its bytes: it is their reading that the audit records. One that
 * was withdrawn is not found any more.
 * @param input.id as written in an address
 * @throws Refusal event-not-found, document-not-found; document-held when an antivirus has not found it clean
 */
export async function findDocument(
  ctx: Context,
  input: { number: string; id: number | string },
): Promise<ListedDocument> {
  return (await findWithEvent(ctx, input)).document
}

/** The same with its event, for who goes on to read it. */
export async function findWithEvent(
  ctx: Context,
  input: { number: string; id: number | string },
): Promise<{ readonly event: Event; readonly document: ListedDocument }> {
  const { event, documents } = await documentsOf(ctx.store.read(), ctx, input.number)
  const found = documents.find(({ id }) => String(id) === String(input.id))
  const id = String(input.id).slice(0, 40)
  const { number } = event
  if (found === undefined) throw new Refusal('document-not-found', { number, id })
  const { verdict, name } = found
  if (verdict === 'waiting' || verdict === 'infected')
    throw new Refusal('document-held', { number, id, name, why: verdict })
  return { event, document: found }
}
