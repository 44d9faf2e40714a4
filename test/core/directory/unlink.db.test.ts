import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Agent } from '#core/directory/agent.entity.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { importDirectory } from '#core/directory/import-directory.ts'
import { unlink, unlinkAddress } from '#core/directory/unlink.ts'
import { isRefusal } from '#core/refusal.ts'
import type { LinkMailbox } from '#test/link-mail.ts'
import type { World } from '#test/world.ts'
import { claires, type Linking, makeLinking, provider, server } from './linking.ts'

let linking: Linking
let world: World
let mails: LinkMailbox
let claire: Agent
let paul: Agent
let ask: Linking['ask']
let confirm: Linking['confirm']
let link: Linking['link']
let speaker: Linking['speaker']

beforeEach(async () => {
  linking = await makeLinking()
  ;({ world, mails, claire, paul, ask, confirm, link, speaker } = linking)
})
afterEach(() => linking[Symbol.asyncDispose]())

describe('unlinking', () => {
  it('ends the agent’s chat accounts only, and says which', async () => {
    await link(claire.email, claires)
    await link(paul.email, `@paul:${server}`)
    expect(await unlink(world.as(claire))).toEqual([{ provider, address: claires }])
    expect(await unlink(world.as(claire))).toEqual([])
    expect([await speaker(claires), await speaker(`@paul:${server}`)]).toEqual([undefined, paul.email])
    expect(await findAgent(world.store.read(), 'console', claire.email)).toBeDefined()
    expect(await findAgent(world.store.read(), 'email', claire.email)).toBeDefined()
  })

  it('is done by the operator by address, who is told when it is linked to nobody', async () => {
    await link(claire.email, claires)
    expect(await unlinkAddress(world.system, { address: claires })).toBe(claire.email)
    for (const address of [claires, claire.email])
      await expect(unlinkAddress(world.system, { address })).rejects.toSatisfy((error) =>
        isRefusal(error, 'agent-not-found'),
      )
  })

  it('comes with leaving the directory, as does the end of open codes; who returns links again', async () => {
    const csv = (...agents: Agent[]) =>
      [
        'Structure;Prénom;Nom;Mail;Fonction_hiérarchique;Complément_fonction;Téléphone;Mobile',
        ...agents.map((agent) => `DDI/DDPP/DDPP34;${agent.firstName};${agent.lastName};${agent.email};;;;`),
      ].join('\n')
    await importDirectory(world.system, { csv: csv(claire, paul) })
    await link(claire.email, claires)
    await ask(claire.email, `@claire2:${server}`)
    const code = await mails.lastCode()
    await importDirectory(world.system, { csv: csv(paul) })
    expect(await world.store.read().count(IdentitySchema, { provider })).toBe(0)
    expect(await confirm(code, `@claire2:${server}`)).toEqual({ type: 'wrong', left: 4 })
    await importDirectory(world.system, { csv: csv(claire, paul) })
    expect(await speaker()).toBeUndefined()
    expect(await link(claire.email, claires)).toMatchObject({ type: 'linked' })
  })

  it('has the rooms that the account is in tended, and the direct conversation closed', async () => {
    await link(claire.email, claires)
    await world.store.read().execute(
      `insert into room (key, provider, address, type, agent_id, structure_id, outside, members, made_at)
       values (gen_random_uuid(), 'matrix', '!direct:x', 'direct', ?, null, false, ?::jsonb, now()),
         (gen_random_uuid(), 'matrix', '!salon:x', 'structure', null, ?, false, ?::jsonb, now())`,
      [claire.id, JSON.stringify([claires]), claire.structure.id, JSON.stringify([claires])],
    )
    await world.store
      .read()
      .execute('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
    await unlink(world.as(claire))
    const tended = await world.store
      .read()
      .execute("select key from graphile_worker.jobs where task_identifier = 'room'")
    expect(tended).toHaveLength(2)
    const closed = await world.store
      .read()
      .execute('select type, closed_at is not null as closed from room order by id')
    expect(closed).toEqual([
      { type: 'direct', closed: true },
      { type: 'structure', closed: false },
    ])
  })
})
