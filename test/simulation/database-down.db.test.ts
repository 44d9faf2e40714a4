import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { openInterests } from '#core/diffusion/interests.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { openStore } from '#core/store/store.ts'
import { startWorker } from '#core/store/worker.ts'
import { dial } from '#test/database.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

/** A door in front of PostgreSQL that can be slammed: connections are cut and refused until it opens again. */
async function door(target: string) {
  const open = new Set<Socket>()
  let shut = false
  const server = createServer((client) => {
    if (shut) return client.destroy()
    const upstream = dial(target)
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        client.destroy()
        upstream.destroy()
        open.delete(socket)
      })
    }
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(target)
  url.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    url: url.href,
    slam: () => {
      shut = true
      for (const socket of open) socket.destroy()
    },
    reopen: () => {
      shut = false
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (;;) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a database that goes away during work', () => {
  it('is said by the verb that needed it, waited for by the jobs, and nothing acknowledged is lost', async () => {
    const structure = await world.structure('ddpp-34', { region: '76', dept: '34' })
    const claire = await world.agent('Claire Vidal', structure)
    const marc = await world.agent('Marc Odin', structure)
    const draft = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    const { number } = await publishEvent(world.as(claire), { number: draft.number })
    await followEvent(world.as(marc), { number })

    const wall = await door(world.store.url)
    const store = await openStore(wall.url)
    const interests = await openInterests(store, 50)
    const ctx = { ...world.as(claire), store, interests }
    const system = { ...world.system, store, interests }
    const idle = async () => undefined
    const worker = await startWorker(
      store,
      {
        index: idle,
        deliver: idle,
        digest: idle,
        diffuse: async (payload) => void (await diffuseEntry(system, payload)),
      },
      { concurrency: 2, pollInterval: 100, watchInterval: 100, onError: () => undefined },
    )
    try {
      await until(() => worker.healthy())
      wall.slam()
      await expect(postEntry(ctx, { number, type: 'message', text: 'Perdu ?' })).rejects.toThrow()
      // Acknowledged through another process while this one is cut off.
      await postEntry(world.as(claire), { number, type: 'message', text: 'Enregistré' })
      await new Promise((resolve) => setTimeout(resolve, 500))
      wall.reopen()
      await until(async () => (await world.store.read().count(DeliverySchema, { agentId: marc.id })) > 0)
      const again = await postEntry(ctx, { number, type: 'message', text: 'De retour' })
      await until(
        async () =>
          (await world.store.read().count(DeliverySchema, { agentId: marc.id, entryId: again.id })) === 1,
      )
    } finally {
      await worker.stop()
      await interests.close()
      await store.close()
      wall.close()
    }
  })
})
