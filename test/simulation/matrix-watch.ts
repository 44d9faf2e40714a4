import { type MatrixEvent, MatrixEventEvent, type Room, RoomEvent } from 'matrix-js-sdk'
import { z } from 'zod'
import type { Human } from '#test/synapse/human.ts'

/** What a person's client sees the bot say, as it comes. */
export interface Watch {
  /** How many events the bot said under this key. */
  times(key: string): number
  /** Resolves when it has seen something under each of these keys. @throws Error naming those that did not come */
  sees(keys: readonly string[], ms: number): Promise<void>
}

const marked = z.object({ 'fr.vigie': z.object({ key: z.string() }) })

/** Also comes into every room that the bot invites to. */
export function watchBot(human: Human, bot: string): Watch {
  const said = new Map<string, Set<string>>()
  let awake = Promise.withResolvers<void>()
  const look = (event: MatrixEvent) => {
    if (event.getSender() !== bot) return
    const read = marked.safeParse(event.getOriginalContent())
    if (!read.success) return
    const { key } = read.data['fr.vigie']
    said.set(key, (said.get(key) ?? new Set()).add(event.getId() ?? ''))
    awake.resolve()
    awake = Promise.withResolvers()
  }
  human.client.on(RoomEvent.Timeline, look)
  human.client.on(MatrixEventEvent.Decrypted, look)
  human.client.on(RoomEvent.MyMembership, (room: Room, membership) => {
    if (membership === 'invite') void human.join(room.roomId)
  })
  return {
    times: (key) => said.get(key)?.size ?? 0,
    sees: async (keys, ms) => {
      const deadline = performance.now() + ms
      for (;;) {
        const changed = awake.promise
        const missing = keys.filter((key) => !said.has(key))
        if (missing.length === 0) return
        if (performance.now() > deadline)
          throw new Error(`${human.userId} did not see ${missing.join(', ')} within ${ms} ms`)
        await Promise.race([changed, new Promise((done) => setTimeout(done, 500))])
      }
    },
  }
}
