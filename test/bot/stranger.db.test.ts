import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatMessage } from '#bot/chat.ts'
import { hear, type Surprise } from '#bot/hear.ts'
import { answerStranger } from '#bot/stranger.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { wordAnswer } from '#templates/chat/answer.ts'
import { type LinkMailbox, linkMailbox } from '#test/link-mail.ts'
import { makeWorld, type World } from '#test/world.ts'

const from = '@claire:agent.agri.example'
let world: World
let mails: LinkMailbox
let claire: Agent

beforeEach(async () => {
  world = await makeWorld()
  mails = linkMailbox(world)
  claire = await world.agent('Claire Vidal', await world.structure('ddpp-34', { dept: '34' }))
})
afterEach(() => world[Symbol.asyncDispose]())

async function told(text: string, facts: Partial<ChatMessage> = {}, allowedDomains: string[] = []) {
  const message: ChatMessage = { provider: 'matrix', from, room: '!r:x', id: '$1', text, ...facts }
  const deps = { ...world, allowedDomains }
  const answers = await answerStranger(deps, message)
  return answers.map((answer) => wordAnswer(answer).text.replaceAll(/[\u00a0\u202f]/g, ' '))
}

describe('somebody whose account is not linked', () => {
  it('is told how to link it, in two sentences, whatever he asks', async () => {
    const [help = '', ...more] = await told('aide')
    expect(more).toEqual([])
    expect(help.match(/\.(?= |$)/g)).toHaveLength(2)
    expect(help).toContain('`lier prenom.nom@')
    for (const text of ['bonjour', 'chercher listeria', 'A-2026.1', 'lier', 'délier'])
      expect(await told(text)).toEqual([help])
  })

  it('links it with his mail address and the code, with its spaces as the mail writes it', async () => {
    expect(await told('Claire.Vidal@agri.example')).toEqual([
      expect.stringContaining('Si claire.vidal@agri.example est l’adresse d’un agent'),
    ])
    const code = await mails.lastCode()
    const wrong = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
    expect(await told(wrong)).toEqual([expect.stringContaining('Il vous reste 4 essais')])
    expect(await told(code.replaceAll(/(..)/g, '$1\u00a0'))).toEqual([
      expect.stringContaining('Bonjour Claire Vidal, votre compte est lié'),
    ])
    expect((await findAgent(world.store.read(), 'matrix', from))?.email).toBe(claire.email)
  })

  it('is told when his code came too late, was not asked for, or was asked for too often', async () => {
    expect(await told('12345678')).toEqual([expect.stringContaining('Je n’attends pas de code')])
    await told(`lier ${claire.email}`)
    const code = await mails.lastCode()
    world.clock.set('2026-11-23T09:20:00Z')
    expect(await told(code)).toEqual([expect.stringContaining('n’est plus valable')])
    for (let asked = 0; asked < 4; asked += 1) await told(`lier ${claire.email}`)
    expect(await told(`lier ${claire.email}`)).toEqual([
      expect.stringContaining('Vous pourrez recommencer dans 40 minutes'),
    ])
    for (let tried = 0; tried < 4; tried += 1) await told('00000000')
    expect(await told('00000000')).toEqual([expect.stringContaining('Le code est annulé')])
  })

  it('is refused, whatever he says, from a server that is not allowed', async () => {
    const allowed = ['agent.agri.example']
    for (const text of ['aide', `lier ${claire.email}`, '12345678'])
      expect(await told(text, { from: '@x:ailleurs.example' }, allowed)).toEqual([
        expect.stringContaining('Je ne réponds pas aux comptes du serveur **ailleurs.example**'),
      ])
    expect(await told('aide', {}, allowed)).toEqual([expect.stringContaining('Je suis Vigie')])
  })

  it('is only sent to a private conversation in a room, when he asks; his code is not taken there', async () => {
    const room = { audience: 'room' } as const
    for (const text of ['aide', 'lier', `lier ${claire.email}`])
      expect(await told(text, room)).toEqual([expect.stringContaining('en message privé')])
    await told(`lier ${claire.email}`)
    const code = await mails.lastCode()
    for (const text of ['bonjour', 'chercher listeria', code]) expect(await told(text, room)).toEqual([])
    expect(await findAgent(world.store.read(), 'matrix', from)).toBeUndefined()
  })

  it('is told of the directory on the console, where nothing is linked', async () => {
    expect(await told('aide', { provider: 'console', from: 'x@y.fr' })).toEqual([
      expect.stringContaining('Je ne connais pas l’adresse x@y.fr'),
    ])
  })
})

describe('délier', () => {
  it('ends the link from wherever it is said, names the account, and says so when there is none', async () => {
    await told(`lier ${claire.email}`)
    await told(await mails.lastCode())
    const deps = { ...world, engine: postgresEngine(world.store), log: ({ error }: Surprise) => fail(error) }
    const said = async () => {
      const message = { provider: 'console', from: claire.email, room: 'r', text: 'délier', id: 'm' } as const
      return (await hear(deps, message)).map(({ text }) => text).join()
    }
    expect(await said()).toContain(`**${from}** n’est plus lié`)
    expect(await findAgent(world.store.read(), 'matrix', from)).toBeUndefined()
    expect(await said()).toContain('Aucun compte Tchap n’est lié')
  })
})

function fail(error: unknown): never {
  throw error
}
