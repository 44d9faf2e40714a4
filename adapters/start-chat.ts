import { setTimeout as pause } from 'node:timers/promises'
import { hear } from '#bot/hear.ts'
import { loadCommunes } from '#core/kinds/nomenclatures/communes.ts'
import { startConsole } from './console/server.ts'
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
  const server = await startConsole({
    socket: config.consoleSocket,
    store,
    hear: async (message, say) => {
      const answers = await hear(
        {
          ...parts,
          undoSeconds: config.undoSeconds,
          off: config.matrix === undefined ? ['matrix'] : [],
          log: ({ error, ...what }) => log.error({ ...what, err: error }, 'the bot was surprised'),
        },
        message,
      )
      for (const answer of answers) await say(answer)
    },
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
