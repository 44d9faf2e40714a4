import type { EntityManager } from '@mikro-orm/postgresql'
import { addJob } from '../store/jobs.ts'
import { soon } from '../store/soon.ts'
import type { Store } from '../store/store.ts'
import { type Card, CardSchema } from './card.entity.ts'
import type { ChannelName } from './channel.ts'

/** The cards that show an event, in every room. */
export async function cardsOf(em: EntityManager, eventId: number): Promise<Card[]> {
  return em.find(CardSchema, { eventId }, { orderBy: { id: 'asc' } })
}

/** The cards that a room has. */
export async function cardsIn(em: EntityManager, provider: ChannelName, room: string): Promise<Card[]> {
  return em.find(CardSchema, { provider, room }, { orderBy: { id: 'asc' } })
}

export async function cardFor(
  em: EntityManager,
  provider: ChannelName,
  room: string,
  eventId: number,
): Promise<Card | undefined> {
  return (await em.findOne(CardSchema, { provider, room, eventId })) ?? undefined
}

/** The card that a message is; undefined for any other message. */
export async function cardByMessage(
  em: EntityManager,
  provider: ChannelName,
  messageId: string,
): Promise<Card | undefined> {
  return (await em.findOne(CardSchema, { provider, messageId })) ?? undefined
}

/**
 * What the event's card in this room is now, and what it shows: the latest message is the card. Were this lost, so would
 * be what is written after it, that the answer was said or the notice delivered: both are done anew.
 */
export async function noteCard(store: Store, card: Omit<Card, 'id' | 'replaced'>): Promise<void> {
  const { provider, room, eventId, messageId, version, entries, footer } = card
  await store.read().execute(
    `insert into card (provider, room, event_id, message_id, version, entries, footer)
       select ?, ?, ?, ?, ?, ?, ? from ${soon}
       on conflict (provider, room, event_id) do update
       set message_id = excluded.message_id, version = excluded.version, entries = excluded.entries, footer = excluded.footer,
         replaced = case when card.message_id = excluded.message_id then card.replaced
           else array_append(card.replaced, card.message_id) end`,
    [provider, room, eventId, messageId, version, entries, footer],
  )
}

/** These messages say now that they are the card no more. */
export async function forgetReplaced(
  { pool }: Store,
  { id, replaced }: Pick<Card, 'id' | 'replaced'>,
): Promise<void> {
  await pool.query(
    `update card set replaced = array(select unnest(replaced) except select unnest($2::text[])) from ${soon} where id = $1`,
    [id, replaced],
  )
}

/** Enqueues that what was the card before a newer one says so. */
export async function tendReplaced(em: EntityManager, eventId: number): Promise<void> {
  await addJob(em, 'cards', { eventId }, { key: `replaced:${eventId}`, gather: replacedAfter })
}

/** The message is a card no more. */
export async function dropCard(
  store: Store,
  { id, messageId }: Pick<Card, 'id' | 'messageId'>,
): Promise<void> {
  await store.read().nativeDelete(CardSchema, { id, messageId })
}

/** The room's cards are brought up to date no more. */
export async function dropCards(store: Store, provider: ChannelName, room: string): Promise<void> {
  await store.read().nativeDelete(CardSchema, { provider, room })
}

/** Seconds in which changes of one event are gathered: each costs a call in every room that has its card, and calls are few. */
const gathered = 2
/** Seconds until a message that was the card says so: after what people wait for. */
const replacedAfter = 5

/** Enqueues bringing the cards of an event up to date, in the transaction that changed it; nothing when it has none. */
export async function tendCards(em: EntityManager, eventId: number): Promise<void> {
  const shown = await em.count(CardSchema, { eventId })
  if (shown > 0) await addJob(em, 'cards', { eventId }, { key: `cards:${eventId}`, gather: gathered })
}
