import { hear } from '#bot/hear.ts'
import { startConsole } from './console/server.ts'
import type { Parts } from './parts.ts'

/** The chats that people speak from: today the console. What surprises the bot is logged once, with the id the person was given. */
export async function startChat(parts: Parts): Promise<{ stop(): Promise<void> }> {
  const { store, log } = parts
  const surprised = (error: unknown) => log.error({ err: error }, 'the console failed')
  const server = await startConsole({
    socket: parts.config.consoleSocket,
    store,
    hear: async (message, say) => {
      const answers = await hear(
        {
          ...parts,
          log: ({ error, ...what }) => log.error({ ...what, err: error }, 'the bot was surprised'),
        },
        message,
      )
      for (const answer of answers) await say(answer)
    },
    report: surprised,
  })
  return { stop: () => server.close() }
}
