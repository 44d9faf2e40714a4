import { afterAll, beforeAll, expect, it } from 'vitest'
import { setAsideCommand } from '#adapters/cli/commands/set-aside.ts'
import { allSetAside } from '#bot/set-aside.ts'
import type { SearchEngine } from '#search/engine.ts'
import { asOwner } from '#test/database.ts'
import { describeWithSynapse } from '#test/synapse/given.ts'
import type { Human } from '#test/synapse/human.ts'
import { publishCheese } from './scene.ts'
import { startVigie, type Talk, type Vigie } from './vigie.ts'

describeWithSynapse('a message that Vigie cannot handle', (synapse) => {
  let vigie: Vigie
  let claire: Human
  let talk: Talk
  let number: string
  beforeAll(async () => {
    vigie = await startVigie(synapse)
    claire = await vigie.agent('Claire Vidal')
    talk = await vigie.talk(claire)
    number = await publishCheese(await vigie.as('Claire Vidal'))
  })
  afterAll(() => vigie[Symbol.asyncDispose]())

  /** The operator has everything heard again that was set aside. */
  async function replay(): Promise<string> {
    const lines: string[] = []
    const bar = { update: () => undefined, stop: () => undefined }
    const input = { words: [], options: { relancer: true }, progress: () => bar }
    await setAsideCommand.run(vigie.parts, { ...input, say: (line) => void lines.push(line) })
    return lines.join('\n')
  }

  /** Searches break while it runs. */
  async function withBrokenSearch(work: () => Promise<void>): Promise<void> {
    const { engine } = vigie.parts
    const { find } = engine
    const broken: SearchEngine['find'] = () => Promise.reject(new RangeError('too deep'))
    Object.assign(engine, { find: broken })
    try {
      await work()
    } finally {
      Object.assign(engine, { find })
    }
  }

  it('is none because of what it is made of: nested without end, it is answered like another', async () => {
    expect(await talk.say(`suivre ${number} ${'1. '.repeat(3000)}`)).not.toContain('pas pu traiter')
    expect(await talk.say('bonjour')).toContain('Bonjour')
  })

  it('is answered with a reference, keeps nobody waiting, and is answered in the end when an operator asks', async () => {
    await withBrokenSearch(async () => {
      const answer = await talk.say('chercher brie')
      const [aside] = await allSetAside(vigie.parts.store)
      expect(answer).toContain(`Je n’ai pas pu traiter ce message (référence ${aside?.reference})`)
      expect(aside?.message).toMatchObject({ type: 'message', body: 'chercher brie', sender: claire.userId })
      expect(await talk.say('bonjour')).toContain('Bonjour')
    })
    expect(await replay()).toContain('confié au processus qui sert Tchap')
    await claire.waitFor(talk.room, ({ body }) => body.includes(number) && body.includes('Brie de Meaux'))
    await expect.poll(() => allSetAside(vigie.parts.store)).toEqual([])
  })

  it('whatever fails of it, five times, is set aside as well', async () => {
    const { store } = vigie.parts
    await asOwner(store.url, (owner) =>
      owner.query(
        `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'odd'; end $$;
         create trigger refuse before insert on heard for each row execute function refuse()`,
      ),
    )
    const answer = await talk.say('mes abonnements')
    await asOwner(store.url, (owner) => owner.query('drop trigger refuse on heard'))
    const [aside] = await allSetAside(vigie.parts.store)
    expect(answer).toContain(`(référence ${aside?.reference})`)
    expect(aside?.error).toContain('odd')
    expect(await talk.say('bonjour')).toContain('Bonjour')
    await replay()
    await claire.waitFor(talk.room, ({ body }) => body.includes('Vous n’avez aucun abonnement'))
  })
})
