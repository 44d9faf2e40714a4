import { z } from 'zod'
import { consoleChannel } from '#adapters/console/channel.ts'
import { channelContract } from '#test/contracts/channel.ts'
import { freshStore } from '#test/database.ts'
import { addAgents } from './agents.ts'

channelContract('of the console', async () => {
  const store = await freshStore()
  const address = 'claire.vidal@exemple.gouv.fr'
  await addAgents(store, [address])
  return {
    channel: consoleChannel(store),
    address,
    badAddress: 'inconnue@exemple.gouv.fr',
    shown: async () => {
      const { rows } = await store.pool.query(
        'select text from console_message where agent_email = $1 order by rank',
        [address],
      )
      return z
        .array(z.object({ text: z.string() }))
        .parse(rows)
        .map(({ text }) => text)
    },
    [Symbol.asyncDispose]: () => store.close(),
  }
})
