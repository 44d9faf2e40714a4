import type { EntityManager } from '@mikro-orm/postgresql'
import type { Agent } from '#core/directory/agent.entity.ts'
import { inDomains, openedBy } from '#core/events/terms.ts'
import { both, type Query } from '#core/query/tree.ts'
import { type RoomScope, roomScope } from '#core/rooms/scope.ts'
import { scopeQuery } from '#core/rooms/scope-query.ts'
import type { ChatMessage } from './chat.ts'

/** What a message may be answered with where it was said. */
export interface Place {
  /** Undefined where nobody else reads. */
  readonly scope?: RoomScope
  /** And-ed to the rights of who speaks: nothing else of what he may see is said there. */
  readonly within?: Query
  /** `private`: the room's other readers may not read what he may. */
  readonly where: 'here' | 'private'
  /** The event that is spoken of unless another is named. */
  readonly event?: string
  /** Names the conversation, together with who speaks. */
  readonly conversation: string
}

const alone = 'private'

/** Where a message was said. Who may read its answer is decided here, and nowhere else in the bot. */
export async function placeOf(em: EntityManager, message: ChatMessage): Promise<Place> {
  const named = message.event === undefined ? {} : { event: message.event }
  const conversation = message.seat === undefined ? alone : `${alone}:${message.seat}`
  if (message.audience !== 'room') return { where: 'here', conversation, ...named }
  const scope = await roomScope(em, message.provider, message.room)
  const apart = { scope, where: 'private', conversation: alone, ...named } as const
  switch (scope.type) {
    case 'unbound':
      return apart
    case 'direct':
      return { scope, where: 'here', conversation: alone, ...named }
    case 'structure':
      if (scope.outside) return apart
      return { scope, within: withinStructure(scope), where: 'here', conversation: message.room, ...named }
    case 'event':
      return {
        scope,
        within: scopeQuery(scope),
        where: 'here',
        conversation: message.room,
        event: message.event ?? scope.number,
      }
  }
}

/** Under what the conversation is remembered, and what is done in it is taken back. */
export function conversationOf(
  { conversation }: Place,
  { provider }: Pick<ChatMessage, 'provider'>,
  { id }: Pick<Agent, 'id'>,
): string {
  return `${provider}:${conversation}:${id}`
}

/** What is answered to him alone, with all his rights, although it was said in a room. */
export function privately({ scope, event }: Place): Place {
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(event === undefined ? {} : { event }),
    where: 'private',
    conversation: alone,
  }
}

/** Everybody present is an agent of the structure, so that its own drafts may be spoken of as well. */
function withinStructure(scope: RoomScope & { type: 'structure' }): Query {
  const drafts = both(inDomains(scope.domains), openedBy(scope.structure))
  return { op: 'or', parts: [scopeQuery(scope), drafts] }
}
