import { ClientEvent, type MatrixClient, MatrixEventEvent, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'

export interface Changes {
  /** Tries at each change until there is something. @throws Error naming `what` was awaited, after `ms` */
  until<T>(
    attempt: () => T | undefined | Promise<T | undefined>,
    what: string | (() => string | Promise<string>),
    ms?: number,
  ): Promise<T>
}

/** Waits for what a client comes to know. */
export function watch(client: MatrixClient): Changes {
  let awake = Promise.withResolvers<void>()
  const wake = () => {
    awake.resolve()
    awake = Promise.withResolvers()
  }
  client.on(ClientEvent.Sync, wake)
  client.on(MatrixEventEvent.Decrypted, wake)
  client.on(RoomEvent.Timeline, wake)
  client.on(RoomEvent.Redaction, wake)
  client.on(RoomEvent.MyMembership, wake)
  client.on(RoomStateEvent.Members, wake)
  return {
    until: async (attempt, what, ms = 20_000) => {
      const deadline = performance.now() + ms
      while (true) {
        const changed = awake.promise
        const found = await attempt()
        if (found !== undefined) return found
        if (performance.now() > deadline) {
          const awaited = typeof what === 'string' ? what : await what()
          throw new Error(`${client.getUserId()} waited ${ms} ms for ${awaited}`)
        }
        // Some changes, as a signature, come without an event.
        await Promise.race([changed, new Promise((done) => setTimeout(done, 250))])
      }
    },
  }
}
