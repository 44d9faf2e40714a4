import { type Clock, settableClock } from '#core/clock.ts'
import type { Context } from '#core/context.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import { type Interests, openInterests } from '#core/diffusion/interests.ts'
import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { type Structure, type StructureLevel, StructureSchema } from '#core/directory/structure.entity.ts'
import type { Domain, Fields } from '#core/kinds/kind.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from './database.ts'

interface AgentFacts {
  readonly domains?: Domain[]
  readonly channel?: ChannelName
  readonly haste?: number
}

/** A small real world on a database of its own: structures, agents, and the context of each. */
export interface World extends AsyncDisposable {
  readonly store: Store
  readonly clock: Clock & { set(instant: string): void }
  readonly interests: Interests
  readonly codeKey: string
  structure(
    code: string,
    facts?: { level?: StructureLevel; region?: string; dept?: string; zone?: string; mailbox?: string },
  ): Promise<Structure>
  agent(name: string, structure: Structure, facts?: AgentFacts): Promise<Agent>
  as(agent: Agent): Context
  readonly system: Context
}

export async function makeWorld(start = worldStart): Promise<World> {
  const store = await freshStore()
  const interests = await openInterests(store)
  const clock = settableClock(start)
  return {
    store,
    clock,
    interests,
    codeKey: 'a key of the tests, of thirty-two bytes or so',
    ...settlerOf(store),
    as: (agent) => ({ store, clock, interests, actor: { type: 'agent', agent } }),
    system: { store, clock, interests, actor: { type: 'system', name: 'Essai' } },
    async [Symbol.asyncDispose]() {
      await interests.close()
      await store.close()
    },
  }
}

export const worldStart = '2026-11-23T09:00:00Z'

/** Makes structures and agents in any store. */
export function settlerOf(store: Store): Pick<World, 'structure' | 'agent'> {
  return {
    structure: (code, { level = 'dept', region, dept, zone = 'Europe/Paris', mailbox } = {}) =>
      store.transaction(async (em) =>
        em.create(StructureSchema, {
          code,
          label: code.toUpperCase().replace('-', ' '),
          level,
          region: region ?? null,
          dept: dept ?? null,
          zone,
          mailbox: mailbox ?? null,
          mailboxes: {},
          active: true,
        }),
      ),
    agent: async (
      name,
      structure,
      // A clock that stands still makes everybody hasty.
      { domains = ['food'], channel = 'email', haste = 10_000 }: AgentFacts = {},
    ) => {
      const [firstName = '', lastName = ''] = name.split(' ')
      const made = await store.transaction(async (em) =>
        em.create(AgentSchema, {
          email: `${firstName}.${lastName}@agri.example`.toLowerCase(),
          firstName,
          lastName,
          structure: structure.id,
          position: '',
          phone: '',
          mobile: '',
          domains,
          channel,
          haste,
          active: true,
        }),
      )
      await store.transaction(async (em) => {
        for (const provider of ['console', 'email']) {
          em.create(IdentitySchema, { provider, address: made.email, agentId: made.id })
        }
      })
      return store.read().findOneOrFail(AgentSchema, { id: made.id }, { populate: ['structure'] })
    },
  }
}

/** Fields that publish: a raw-milk cheese with listeria. */
export const cheese: Fields = {
  receptionDate: '2026-11-19',
  type: 'alerte-nationale',
  source: 'autocontrole-produit',
  description: 'Autocontrôle positif en Listeria monocytogenes sur un brie au lait cru.',
  denomination: 'Brie de Meaux',
  brand: 'Ferme des Trois Sapins',
  dangerCategory: 'listeria-monocytogenes',
  lots: 'L2381',
}
