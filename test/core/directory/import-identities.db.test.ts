import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Agent } from '#core/directory/agent.entity.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { isRefusal } from '#core/refusal.ts'
import type { World } from '#test/world.ts'
import { claires, type Linking, makeLinking, server } from './linking.ts'

let linking: Linking
let world: World
let claire: Agent
let paul: Agent
let speaker: Linking['speaker']

beforeEach(async () => {
  linking = await makeLinking()
  ;({ world, claire, paul, speaker } = linking)
})
afterEach(() => linking[Symbol.asyncDispose]())

describe('the import of identities', () => {
  const csv = (...lines: string[]) => ['canal;adresse;courriel', ...lines].join('\n')
  const load = (...lines: string[]) => importIdentities(world.system, { csv: csv(...lines) })

  it('links accounts, and changes nothing the second time', async () => {
    const lines = [`tchap;${claires};Claire.Vidal@agri.example`, `matrix;@paul:${server};${paul.email}`]
    expect(await load(...lines)).toEqual({ read: 2, created: 2, updated: 0, unchanged: 0, refused: [] })
    expect(await load(...lines)).toEqual({ read: 2, created: 0, updated: 0, unchanged: 2, refused: [] })
    expect([await speaker(), await speaker(`@paul:${server}`)]).toEqual([claire.email, paul.email])
  })

  it('replaces an account, lets two agents exchange theirs, and keeps who is not in the file', async () => {
    await load(`tchap;@a:x;${claire.email}`, `tchap;@b:x;${paul.email}`)
    expect(await load(`tchap;@b:x;${claire.email}`, `tchap;@a:x;${paul.email}`)).toMatchObject({ updated: 2 })
    expect([await speaker('@a:x'), await speaker('@b:x')]).toEqual([paul.email, claire.email])
    expect(await load(`tchap;@c:x;${claire.email}`)).toMatchObject({ updated: 1 })
    expect([await speaker('@a:x'), await speaker('@b:x'), await speaker('@c:x')]).toEqual([
      paul.email,
      undefined,
      claire.email,
    ])
  })

  it('refuses line by line what it cannot read, and loads the others', async () => {
    await world.store.read().execute('update agent set active = false where id = ?', [paul.id])
    const report = await load(
      `slack;@a:x;${claire.email}`,
      `constructor;@a:x;${claire.email}`,
      `tchap;claire.vidal;${claire.email}`,
      `tchap;@a:x;${paul.email}`,
      `tchap;@a:x;inconnu`,
      `tchap;@a:x;${claire.email};reste`,
      `tchap;${claires};${claire.email}`,
      `tchap;${claires};personne@agri.example`,
      `tchap;@b:x;${claire.email}`,
    )
    expect(report).toMatchObject({ read: 9, created: 1 })
    expect(report.refused.map(({ at }) => at)).toEqual([
      'ligne 2, Canal',
      'ligne 3, Canal',
      'ligne 4, Adresse',
      'ligne 5, Courriel',
      'ligne 6, Courriel',
      'ligne 7, colonnes',
      'ligne 9, Adresse',
      'ligne 9, Courriel',
      'ligne 10, Courriel',
    ])
    expect(await speaker()).toBe(claire.email)
  })

  it('refuses a file without its columns', async () => {
    await expect(importIdentities(world.system, { csv: 'canal;adresse\n' })).rejects.toSatisfy((error) =>
      isRefusal(error, 'import-unreadable'),
    )
  })
})
