import type { Context } from '#core/context.ts'
import { nobodyTold, toldOf } from '#core/diffusion/told.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { consignMessage } from '#core/events/consign.ts'
import { authorOf } from '#core/events/record.ts'
import type { QuotedMessage } from './chat.ts'
import { cleanQuoted } from './clean-message.ts'
import type { Reply } from './command.ts'

/**
 * Puts a message into the journal of an event, with its author as the journal names people, and its files.
 * @throws Refusal as core's consignMessage
 */
export async function consignQuoted(
  ctx: Context,
  input: { readonly provider: string; readonly number: string; readonly quoted: QuotedMessage },
): Promise<Reply> {
  const { provider, number } = input
  const quoted = cleanQuoted(input.quoted)
  const { id, text, at, files } = quoted
  const { already } = await consignMessage(ctx, {
    number,
    text,
    at,
    files,
    by: { name: await authorNamed(ctx, provider, quoted) },
    source: { provider, messageId: id },
  })
  const told = already ? nobodyTold : await toldOf(ctx, { numbers: [number] })
  const names = files.map(({ name }) => name)
  return {
    answer: { type: 'consigned', data: { number, already, text, files: names, told } },
    touched: { number },
    sign: !already,
    ...(already ? {} : { tells: { number, told, about: id, ...(text.trim() === '' ? {} : { text }) } }),
  }
}

/** An agent as the journal names him; anybody else by the name he goes under, and his address. */
async function authorNamed(ctx: Context, provider: string, { from, name }: QuotedMessage): Promise<string> {
  const agent = await findAgent(ctx.store.read(), provider, from)
  if (agent !== undefined) return authorOf({ ...ctx, actor: { type: 'agent', agent } })
  return name === '' || name === from ? from : `${name} (${from})`
}
