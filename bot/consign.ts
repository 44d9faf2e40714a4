import type { ChannelName } from '#core/diffusion/channel.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { roomScope } from '#core/rooms/scope.ts'
import { type By, privateAnswer } from './actor.ts'
import type { ChatAnswer, QuotedMessage } from './chat.ts'
import type { Command } from './command.ts'
import { consign } from './commands/consign.ts'
import { consignQuoted } from './consign-quoted.ts'
import { converse } from './converse.ts'
import type { HearDeps } from './hear.ts'

/**
 * Puts a message that an agent marked (📌) into the journal of an event: the given one, or that of the room.
 * A message of the bot's own is not handed over here.
 */
export async function consignMessage(
  deps: HearDeps,
  input: {
    readonly by: By & { readonly provider: ChannelName }
    readonly message: QuotedMessage
    readonly room: string
    /** Of the sign. */
    readonly id: string
    readonly audience: 'private' | 'room'
    /** Of the event whose card or thread it stands in. */
    readonly number?: string
  },
): Promise<ChatAnswer[]> {
  const { by, message: quoted, room, id, audience } = input
  const { provider, from } = by
  const agent = await findAgent(deps.store.read(), provider, from)
  if (agent === undefined) return []
  const number = input.number ?? (await numberOfRoom(deps, provider, room))
  if (number === undefined) return [privateAnswer({ type: 'not-consigned', data: { why: 'no-number' } })]
  const sign = { provider, from, room, id, audience, text: '', about: quoted.id }
  return converse(deps, agent, sign, { command: consigning(quoted), given: { number } })
}

/** `consigner`, of a message that is at hand. */
export function consigning(quoted: QuotedMessage): Command {
  return {
    ...consign,
    takesFiles: 'itself',
    answer: ({ ctx, message: { provider } }, { number = '' }) =>
      consignQuoted(ctx, { provider, number, quoted }),
  }
}

async function numberOfRoom(
  { store }: HearDeps,
  provider: ChannelName,
  room: string,
): Promise<string | undefined> {
  const scope = await roomScope(store.read(), provider, room)
  return scope.type === 'event' ? scope.number : undefined
}
