import { setTimeout as pause } from 'node:timers/promises'
import { greet } from '#bot/greet.ts'
import { hear, type Surprise } from '#bot/hear.ts'
import { loadCommunes } from '#core/kinds/nomenclatures/communes.ts'
import { placeIn, startConsole } from './console/server.ts'
import type { Supervision } from './matrix/supervise.ts'
import type { Parts } from './parts.ts'
import { startTchap } from './start-tchap.ts'

export interface Chats {
  /** Undefined when it is not configured. */
  readonly tchap: Supervision | undefined
  stop(): Promise<void>
}

/** ms that a start waits for Tchap to serve, when another process may be serving it. */
const firstTenure = 3000

/** The chats that people speak from. What surprises the bot is logged once, with the id the person was given. */
export async function startChat(parts: Parts): Promise<Chats> {
  const { store, log, config } = parts
  loadCommunes()
  const surprised = (error: unknown) => log.error({ err: error }, 'the console failed')
  const deps = {
    ...parts,
    undoSeconds: config.undoSeconds,
    off: config.matrix === undefined ? (['matrix'] as const) : [],
    log: ({ error, ...what }: Surprise) => log.error({ ...what, err: error }, 'the bot was surprised'),
  }
  const server = await startConsole({
    socket: config.consoleSocket,
    store,
    hear: async (message, say) => {
      for (const answer of await hear(deps, message)) await say(answer)
    },
    greet: (who) => greet(deps, placeIn(who)),
    report: surprised,
  })
  const tchap = config.matrix === undefined ? undefined : startTchap(parts, config.matrix)
  // Most often it serves at once: the first lines that are printed can say so.
  await Promise.race([tchap?.served, pause(firstTenure, undefined, { ref: false })])
  return {
    tchap,
    stop: async () => {
      await tchap?.stop()
      await server.close()
    },
  }
}
