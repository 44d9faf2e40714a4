import type { Channel, ChannelName } from '#core/diffusion/channel.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { followEvent } from '#core/diffusion/follow.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { postEntry } from '#core/events/post.ts'
import { publishEvent } from '#core/events/publish.ts'
import { cheese, type World } from '#test/world.ts'

const channel = (name: ChannelName): Channel => ({
  name,
  send: async (key) => ({ state: 'delivered', receipt: `<${key}@essai>` }),
})

/** Sends what the world's deliveries wait for, by channels that take everything: what one reader is told goes in turn. */
export async function deliverAll(world: World): Promise<void> {
  const deps = {
    ...world,
    links: stopLinks('essai', 'https://vigie.example'),
    channels: { console: channel('console'), email: channel('email'), matrix: channel('matrix') },
  }
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const rows = await world.store
      .read()
      .execute<{ id: string }[]>("select id from delivery where state = 'waiting' order by created_at, id")
    if (rows.length === 0) return
    await deliverBatch(deps, { deliveryIds: rows.map(({ id }) => id), lastAttempt: false })
  }
  throw new Error(`deliveries still wait after ${mostTurns} turns`)
}

/** More than any test tells one reader. */
const mostTurns = 10

export interface ToldEvent {
  readonly id: number
  readonly number: string
  readonly readers: readonly Agent[]
}

let made = 0

/** An event with a journal of four entries, that its readers follow and were told of. */
export async function toldEvent(world: World): Promise<ToldEvent> {
  made += 1
  const structure = await world.structure(`ddpp-${made}`, { dept: '34', region: '76' })
  const author = await world.agent(`Claire Vidal${made}`, structure)
  const readers = await Promise.all(
    ['Marc', 'Anne', 'Paul'].map((name) => world.agent(`${name} Odin${made}`, structure)),
  )
  const draft = await openEvent(world.as(author), { kind: 'food-product', fields: cheese })
  const { number, id } = await publishEvent(world.as(author), { number: draft.number })
  for (const reader of readers) await followEvent(world.as(reader), { number })
  for (const text of ['Prélèvements en cours.', 'Deux lots positifs.']) {
    const entry = await postEntry(world.as(author), { number, type: 'situation-report', text })
    await diffuseEntry(world.system, { entryId: entry.id })
  }
  await deliverAll(world)
  return { id, number, readers }
}
