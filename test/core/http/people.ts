import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import { StructureSchema } from '#core/directory/structure.entity.ts'
import type { Store } from '#core/store/store.ts'

export interface People {
  /** DDPP 34. */
  readonly claire: Agent
  /** DDPP 30. */
  readonly marc: Agent
  /** MUS, central. */
  readonly anne: Agent
  /** DDPP 34, inactive. */
  readonly gone: Agent
}

/** Three structures and four agents of the food domain. */
export async function addPeople(store: Store): Promise<People> {
  await store.transaction(async (em) => {
    const structure = (code: string, label: string, level: 'central' | 'dept', dept: string | null) =>
      em.create(StructureSchema, {
        code,
        label,
        level,
        region: dept === null ? null : '76',
        dept,
        zone: 'Europe/Paris',
        mailbox: null,
        mailboxes: {},
        active: true,
      })
    const ddpp34 = structure('ddpp-34', 'DDPP de l’Hérault', 'dept', '34')
    const ddpp30 = structure('ddpp-30', 'DDPP du Gard', 'dept', '30')
    const mus = structure('mus', 'Mission des urgences sanitaires', 'central', null)
    const agent = (email: string, firstName: string, lastName: string, of: typeof mus, active = true) =>
      em.create(AgentSchema, {
        email,
        firstName,
        lastName,
        structure: of,
        position: 'Inspecteur',
        phone: '',
        mobile: '',
        domains: ['food'],
        channel: 'email',
        active,
      })
    agent('claire.vidal@ddpp34.example', 'Claire', 'Vidal', ddpp34)
    agent('marc.roux@ddpp30.example', 'Marc', 'Roux', ddpp30)
    agent('anne.morel@mus.example', 'Anne', 'Morel', mus)
    agent('paul.parti@ddpp34.example', 'Paul', 'Parti', ddpp34, false)
  })
  const find = (email: string) =>
    store.read().findOneOrFail(AgentSchema, { email }, { populate: ['structure'] })
  return {
    claire: await find('claire.vidal@ddpp34.example'),
    marc: await find('marc.roux@ddpp30.example'),
    anne: await find('anne.morel@mus.example'),
    gone: await find('paul.parti@ddpp34.example'),
  }
}
