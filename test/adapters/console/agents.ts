import { AgentSchema } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { StructureSchema } from '#core/directory/structure.entity.ts'
import type { Store } from '#core/store/store.ts'

/** Puts these active agents in one structure, with their console identity. @param emails lower case */
export async function addAgents(store: Store, emails: readonly string[]): Promise<void> {
  await store.transaction(async (em) => {
    const structure = em.create(StructureSchema, {
      code: 'ddpp-34',
      label: 'DDPP de l’Hérault',
      level: 'dept',
      region: '76',
      dept: '34',
      zone: 'Europe/Paris',
      mailbox: null,
      mailboxes: {},
      active: true,
    })
    for (const email of emails) {
      const agent = em.create(AgentSchema, {
        email,
        firstName: 'Claire',
        lastName: 'Vidal',
        structure,
        position: '',
        phone: '',
        mobile: '',
        domains: ['food'],
        channel: 'console',
        active: true,
      })
      await em.flush()
      em.create(IdentitySchema, { provider: 'console', address: email, agentId: agent.id })
    }
    await em.flush()
  })
}
