import type { Human } from '#test/synapse/human.ts'
import type { SeenMessage } from '#test/synapse/room-view.ts'

/** Reads what one member of a room says, each message once, in the order of the room. */
export interface Reader {
  readonly room: string
  /** Waits for the next message. */
  next(): Promise<SeenMessage & { readonly room: string }>
  /** What was said and not yet read. */
  unread(): Promise<SeenMessage[]>
  /** Takes what was said until now as read. */
  skip(): Promise<void>
}

export function readerOf(human: Human, room: string, author: string): Reader {
  const read = new Set<string>()
  const isNew = ({ id, sender }: SeenMessage) => sender === author && !read.has(id)
  return {
    room,
    next: async () => {
      const message = await human.waitFor(room, isNew)
      read.add(message.id)
      return { ...message, room }
    },
    skip: async () => {
      for (const { id } of await human.shown(room)) read.add(id)
    },
    unread: async () => (await human.shown(room)).filter(isNew),
  }
}

/** With plain spaces where they do not break. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ')
}
