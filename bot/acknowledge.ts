import { acknowledgeNotice } from '#core/diffusion/acknowledge.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import { act, type By, done } from './actor.ts'
import type { ChatAnswer } from './chat.ts'
import type { HearDeps } from './hear.ts'

/** A 👍 on a notice: its reader took note. On one that asks for nothing, or is not his, it is only friendly. */
export async function acknowledge(
  deps: HearDeps,
  input: {
    readonly by: By & { readonly provider: ChannelName }
    /** The notice, as its channel names it. */
    readonly receipt: string
  },
): Promise<ChatAnswer[]> {
  const { by, receipt } = input
  return act(deps, by, async (ctx) => {
    const noted = await acknowledgeNotice(ctx, { channel: by.provider, receipt })
    return noted?.asked === true ? [done(noted.numbers[0])] : []
  })
}
