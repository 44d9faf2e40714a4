import type { Channel, Message } from '#core/diffusion/channel.ts'
import { type DeliverDeps, deliverBatch } from '#core/diffusion/deliver.ts'
import { DeliverySchema } from '#core/diffusion/delivery.entity.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { RuleSchema } from '#core/diffusion/rule.entity.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import { EntrySchema } from '#core/events/entry.entity.ts'
import { makeWorld, type World } from '#test/world.ts'

/** A department, and a central structure that hears of national alerts by rule: its agents, and its mailbox. */
export interface Scene {
  readonly world: World
  readonly herault: Structure
  readonly central: Structure
  readonly claire: Agent
  readonly marc: Agent
  readonly deps: DeliverDeps
  /** What the channels were given since it was emptied. */
  readonly sent: { key: string; address: string; message: Message }[]
  /** What becomes of what is sent to an address; undefined: it arrives. */
  fail: (address: string) => 'throw' | 'refuse' | undefined
  /** Runs by hand the fan-out of the last entry. */
  diffuse(eventId: number): Promise<void>
  /** Runs by hand what the worker would: the fan-out of the last entry, then each delivery that is due. */
  tell(eventId: number, lastAttempt?: boolean): Promise<void>
}

export async function makeScene(): Promise<Scene> {
  const world = await makeWorld()
  const herault = await world.structure('ddpp-34', { region: '76', dept: '34' })
  const central = await world.structure('mus', { level: 'central', mailbox: 'mus@agri.example' })
  await world.store.transaction(async (em) => {
    const rule = {
      structureId: central.id,
      query: 'type:alerte-nationale',
      reason: 'Alerte nationale',
      active: true,
    }
    em.create(RuleSchema, { ...rule, code: 'national-agents', audience: 'agents' })
    em.create(RuleSchema, { ...rule, code: 'national-mailbox', audience: 'mailbox' })
  })
  // A channel that keeps what it was given and fails on demand: the port's contract is tested on the real ones elsewhere.
  const channel = (name: Channel['name']): Channel => ({
    name,
    async send(key, address, message) {
      const fate = scene.fail(address)
      if (fate === 'throw') throw new Error('connexion perdue')
      if (fate === 'refuse') return { state: 'refused', why: 'rejected' as const, detail: 'adresse inconnue' }
      scene.sent.push({ key, address, message })
      return { state: 'delivered', receipt: `<${key}@essai>` }
    },
  })
  const deps: DeliverDeps = {
    store: world.store,
    clock: world.clock,
    channels: { console: channel('console'), email: channel('email'), matrix: channel('matrix') },
    links: stopLinks('k'.repeat(32), 'https://vigie.example.fr'),
  }
  const scene: Scene = {
    world,
    herault,
    central,
    claire: await world.agent('Claire Vidal', herault),
    marc: await world.agent('Marc Odin', central),
    deps,
    sent: [],
    fail: () => undefined,
    async diffuse(eventId) {
      const em = world.store.read()
      const [entry] = await em.find(EntrySchema, { eventId }, { orderBy: { rank: 'desc' }, limit: 1 })
      await diffuseEntry(world.system, { entryId: entry?.id ?? 0 })
    },
    async tell(eventId, lastAttempt = false) {
      const em = world.store.read()
      await scene.diffuse(eventId)
      const waiting = await em.find(DeliverySchema, { eventId, state: 'waiting' })
      for (const delivery of waiting.filter((one) => one.pace.every === 'entry'))
        await deliverBatch(deps, { deliveryIds: [delivery.id], lastAttempt }).catch(() => undefined)
    },
  }
  return scene
}
