import type { Context } from '#core/context.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { type Consigned, consignMessage as consignInEvent } from '#core/events/consign.ts'
import { authorOf } from '#core/events/record.ts'
import { roomScope } from '#core/rooms/scope.ts'
import { act, type By, done, privateAnswer } from './actor.ts'
import type { ChatAnswer, QuotedMessage } from './chat.ts'
import { cleanQuoted } from './clean-message.ts'
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
    /** Of the event whose card or thread it stands in. */
    readonly number?: string
  },
): Promise<ChatAnswer[]> {
  const { by, message: quoted, room } = input
  const { provider } = by
  return act(deps, by, async (ctx) => {
    const number = input.number ?? (await numberOfRoom(deps, provider, room))
    if (number === undefined) return [privateAnswer({ type: 'not-consigned', data: { why: 'no-number' } })]
    await consignQuoted(ctx, { provider, number, quoted })
    return [done(number)]
  })
}

/** With its author as the journal names people, and its files. @throws Refusal as core's consignMessage */
export async function consignQuoted(
  ctx: Context,
  input: { readonly provider: string; readonly number: string; readonly quoted: QuotedMessage },
): Promise<Consigned> {
  const { provider, number } = input
  const quoted = cleanQuoted(input.quoted)
  const { id, text, at, files } = quoted
  return consignInEvent(ctx, {
    number,
    text,
    at,
    files,
    by: { name: await authorNamed(ctx, provider, quoted) },
    source: { provider, messageId: id },
  })
}

/** An agent as the journal names him; anybody else by the name he goes under, and his address. */
async function authorNamed(ctx: Context, provider: string, { from, name }: QuotedMessage): Promise<string> {
  const agent = await findAgent(ctx.store.read(), provider, from)
  if (agent !== undefined) return authorOf({ ...ctx, actor: { type: 'agent', agent } })
  return name === '' || name === from ? from : `${name} (${from})`
}

async function numberOfRoom(
  { store }: HearDeps,
  provider: ChannelName,
  room: string,
): Promise<string | undefined> {
  const scope = await roomScope(store.read(), provider, room)
  return scope.type === 'event' ? scope.number : undefined
}
