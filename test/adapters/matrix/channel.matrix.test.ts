import type { Bot } from '#adapters/matrix/bot.ts'
import { matrixChannel } from '#adapters/matrix/channel.ts'
import { leaseName, serve } from '#adapters/matrix/serve.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { takeLease } from '#core/store/lease.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { type ChannelUnderTest, channelContract } from '#test/contracts/channel.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import { makeHuman } from '#test/synapse/human.ts'
import type { Synapse } from '#test/synapse/provision.ts'
import { makeWorld } from '#test/world.ts'

describeWithSynapse('Tchap as a channel', (synapse) => {
  channelContract('matrix', () => channelOn(synapse))
})

/** The bot alone, without jobs; its recipient reads with a client and keys of his own. */
async function channelOn(synapse: Synapse): Promise<ChannelUnderTest> {
  await using stack = new AsyncDisposableStack()
  const world = stack.use(await makeWorld())
  await world.agent('Claire Vidal', await world.structure('ddpp-34'))
  const claire = await makeHuman(synapse, 'Claire')
  stack.defer(() => claire.stop())
  await importIdentities(world.system, {
    csv: `canal;adresse;courriel\ntchap;${claire.userId};claire.vidal@agri.example\n`,
  })
  const { userId, password } = await synapse.register('Vigie')
  const lease = await takeLease(world.store.pool, leaseName(userId))
  if (lease === undefined) throw new Error('somebody holds the lease of a new account')
  stack.defer(() => lease.release())
  const served = Promise.withResolvers<Bot>()
  const tenure = await serve(
    {
      account: {
        homeserverUrl: synapse.url,
        userId,
        password,
        accessToken: undefined,
        storeKey: Buffer.alloc(32, 7).toString('base64'),
        callsPerSecond: 200,
      },
      hear: { ...world, engine: postgresEngine(world.store), log: ({ error }) => served.reject(error) },
      report: () => undefined,
      work: async (bot) => {
        served.resolve(bot)
        return { stop: async () => undefined }
      },
    },
    lease,
    AbortSignal.any([]),
  )
  stack.defer(() => tenure.stop())
  const channel = matrixChannel(await served.promise)
  const receipts: string[] = []
  let room: string | undefined
  const open = stack.move()
  return {
    channel: {
      ...channel,
      send: async (...given) => {
        const outcome = await channel.send(...given)
        if (outcome.state === 'delivered') receipts.push(outcome.receipt)
        return outcome
      },
    },
    address: claire.userId,
    badAddress: '@personne:ailleurs.example',
    shown: async () => {
      // The first notice makes the room: before it there is nothing to see.
      if (receipts.length === 0) return []
      if (room === undefined) {
        room = await claire.invitedTo(userId)
        await claire.join(room)
      }
      for (const receipt of receipts)
        await claire.waitFor(room, ({ id, undecryptable }) => id === receipt && !undecryptable)
      return (await claire.shown(room)).map(({ body }) => body)
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
