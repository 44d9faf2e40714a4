import { setTimeout as pause } from 'node:timers/promises'
import type { Link } from './link.ts'
import { unlessThere } from './room-settings.ts'

/** Invitations that are being made, by room. */
export interface Inviting {
  begin(room: string, invitation: Promise<void>): void
  /** Resolves when none is under way. */
  over(room: string): Promise<void>
}

export function makeInviting(): Inviting {
  const running = new Map<string, Promise<void>>()
  return {
    begin: (room, invitation) => {
      const all = Promise.allSettled([running.get(room), invitation]).then(() => {
        if (running.get(room) === all) running.delete(room)
      })
      running.set(room, all)
    },
    over: async (room) => running.get(room),
  }
}

/** ms that an invitation may take to come back by the sync. */
const patience = 5000

/**
 * Invites, and waits until the SDK knows: messages are encrypted for whom it knows, and who is quick to come in could not read
 * what is said in between. What is said in the room waits as long (send.ts).
 */
export async function inviteTo(link: Link, room: string, user: string): Promise<void> {
  const { client, pacer, inviting } = link
  await pacer.run('invite', () => {
    const invitation = client
      .invite(room, user)
      .catch(unlessThere)
      .then(() => isKnown(link, room, user))
    inviting.begin(room, invitation)
    return invitation
  })
}

async function isKnown({ client, stopping }: Link, room: string, user: string): Promise<void> {
  const until = performance.now() + patience
  while (performance.now() < until) {
    const membership = client.getRoom(room)?.getMember(user)?.membership
    if (membership === 'invite' || membership === 'join') return
    await pause(50, undefined, { signal: stopping })
  }
}
