import { EventType, type MatrixEvent, MatrixEventEvent, MsgType } from 'matrix-js-sdk'
import { z } from 'zod'
import type { Human } from '#test/synapse/human.ts'

/** Somebody who asks a bot in a direct room of theirs, and listens: no timeline is read again. */
export interface Asker {
  /** Encrypts and says it, waits for the bot's decrypted answer to it. */
  ask(text: string): Promise<Answered>
  /** Messages of the bot that could not be decrypted. */
  undecryptable(): number
}

export interface Answered {
  readonly ms: number
  readonly content: Content
}

type Content = Readonly<Record<string, unknown>>

const longest = 60_000
const marked = z.looseObject({ 'fr.vigie': z.object({ key: z.string() }) })

/** Both bots mark the answer to a message with its id. */
export function askerOf(human: Human, room: string, bot: string): Asker {
  const waiting = new Map<string, (content: Content) => void>()
  const early = new Map<string, Content>()
  let failed = 0
  human.client.on(MatrixEventEvent.Decrypted, (event: MatrixEvent) => {
    if (event.getRoomId() !== room || event.getSender() !== bot) return
    if (event.isDecryptionFailure()) failed++
    const content = marked.safeParse(event.getOriginalContent())
    const asked = content.success ? /^answer\/(.+)\/0$/.exec(content.data['fr.vigie'].key)?.[1] : undefined
    if (asked === undefined || !content.success) return
    const known = waiting.get(asked)
    if (known === undefined) early.set(asked, content.data)
    else known(content.data)
  })
  return {
    ask: async (text) => {
      const begun = performance.now()
      const { event_id: id } = await human.client.sendEvent(room, EventType.RoomMessage, {
        msgtype: MsgType.Text,
        body: text,
      })
      const content = early.get(id) ?? (await within<Content>(longest, text, (done) => waiting.set(id, done)))
      const ms = performance.now() - begun
      waiting.delete(id)
      early.delete(id)
      return { ms, content }
    },
    undecryptable: () => failed,
  }
}

function within<T>(ms: number, what: string, begin: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no answer to "${what}" within ${ms} ms`)), ms)
    begin((value) => {
      clearTimeout(late)
      done(value)
    })
  })
}
