import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hear } from '#bot/hear.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import { importIdentities } from '#core/directory/import-identities.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { makeWorld, type World } from '#test/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
})
afterAll(() => world[Symbol.asyncDispose]())

async function say(text: string, id: string, off: readonly ChannelName[] = []): Promise<string> {
  const deps = { ...world, off, engine: postgresEngine(world.store), log: () => undefined }
  const message = { provider: 'console', from: 'claire.vidal@agri.example', room: 'c', text, id } as const
  return (await hear(deps, message)).map((answer) => answer.text).join('\n')
}

describe('a subscription on Tchap of who has no account there', () => {
  it('does not send him to Tchap where it is not served', async () => {
    const answer = await say('abonner danger:norovirus par tchap', 'off', ['matrix'])
    expect(answer).toMatch(/Tchap n’est pas en service ici\s: ces avis vous arrivent par courriel/u)
    expect(answer).not.toContain('depuis Tchap')
  })

  it('says that it comes by mail until he has, and no more once he has', async () => {
    const waits = /Vous n’avez pas de compte Tchap lié\s: d’ici là, ces avis vous arrivent par courriel/u
    expect(await say('abonner danger:listeria par tchap', 'a')).toMatch(waits)
    expect(await say('abonner danger:salmonelle par courriel', 'b')).not.toContain('compte')
    await importIdentities(world.system, {
      csv: 'canal;adresse;courriel\ntchap;@claire:agent.example;claire.vidal@agri.example\n',
    })
    expect(await say('abonner danger:stec par tchap', 'c')).not.toContain('compte')
  })
})
