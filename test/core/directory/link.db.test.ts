import { createHash, createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Agent } from '#core/directory/agent.entity.ts'
import { confirmLink } from '#core/directory/confirm-link.ts'
import { sendLinkCode } from '#core/directory/send-link-code.ts'
import type { LinkMailbox } from '#test/link-mail.ts'
import type { World } from '#test/world.ts'
import { claires, type Linking, makeLinking, other, provider, server } from './linking.ts'

let linking: Linking
let world: World
let mails: LinkMailbox
let claire: Agent
let paul: Agent
let ask: Linking['ask']
let confirm: Linking['confirm']
let link: Linking['link']
let speaker: Linking['speaker']
let later: Linking['later']

beforeEach(async () => {
  linking = await makeLinking()
  ;({ world, mails, claire, paul, ask, confirm, link, speaker, later } = linking)
})
afterEach(() => linking[Symbol.asyncDispose]())

describe('linking a chat account', () => {
  it('links it by the code mailed to the agent, once, and tells him by mail', async () => {
    expect(await ask(' CLAIRE.vidal@agri.example ')).toEqual({ type: 'asked', minutes: 15 })
    const code = await mails.lastCode()
    expect(mails.codes).toMatchObject([
      { to: claire.email, letter: { name: 'Claire Vidal', address: claires, minutes: 15 } },
    ])
    expect(code).toMatch(/^\d{8}$/)
    expect(await speaker()).toBeUndefined()
    expect(await confirm(code)).toMatchObject({
      type: 'linked',
      agent: { email: claire.email, structure: { code: 'ddpp-34' } },
      replaced: undefined,
    })
    expect(await speaker()).toBe(claire.email)
    expect(await confirm(code)).toEqual({ type: 'none' })
    await mails.work()
    expect(mails.linked).toMatchObject([
      { to: claire.email, letter: { address: claires, replaced: undefined, at: '2026-11-23T09:00:00Z' } },
    ])
  })

  it('keeps the code nowhere: not in the job, not in the database', async () => {
    await ask()
    const jobs = await world.store.read().execute('select payload from graphile_worker._private_jobs')
    expect(jobs).toEqual([{ payload: { provider, address: claires } }])
    const code = await mails.lastCode()
    const [row] = await world.store.read().execute('select * from link_code')
    expect(row).toMatchObject({ agent_id: claire.id, hash: expect.stringMatching(/^[\w-]{43}$/) })
    expect(JSON.stringify(row)).not.toContain(code)
  })

  it('ends an agent’s earlier account, saying which, and leaves the other agents theirs', async () => {
    await link(paul.email, `@paul:${server}`)
    await link(claire.email, claires)
    const newer = `@claire2:${server}`
    expect(await link(claire.email, newer)).toMatchObject({ type: 'linked', replaced: claires })
    expect([await speaker(claires), await speaker(newer), await speaker(`@paul:${server}`)]).toEqual([
      undefined,
      claire.email,
      paul.email,
    ])
    await mails.work()
    expect(mails.linked.at(-1)?.letter).toMatchObject({ address: newer, replaced: claires })
  })

  it('closes the direct conversation with the account that speaks for him no more', async () => {
    await link(claire.email, claires)
    await world.store.read().execute(
      `insert into room (key, provider, address, type, agent_id, outside, members, made_at)
       values (gen_random_uuid(), 'matrix', '!direct:x', 'direct', ?, false, '[]', now())`,
      [claire.id],
    )
    await link(claire.email, `@claire2:${server}`)
    const [room] = await world.store.read().execute('select closed_at is not null as closed from room')
    expect(room).toEqual({ closed: true })
  })
})

describe('a code', () => {
  it('is good for fifteen minutes from the ask, then gone', async () => {
    await ask()
    const code = await mails.lastCode()
    later({ minutes: 15 })
    expect(await confirm(code)).toEqual({ type: 'expired' })
    expect(await confirm(code)).toEqual({ type: 'none' })
    expect(await speaker()).toBeUndefined()
  })

  it('is good for one second less', async () => {
    await ask()
    const code = await mails.lastCode()
    later({ minutes: 14, seconds: 59 })
    expect(await confirm(code)).toMatchObject({ type: 'linked' })
  })

  it('is void after five wrong ones, the right one included', async () => {
    await ask()
    const code = await mails.lastCode()
    for (const left of [4, 3, 2, 1, 0]) expect(await confirm(other(code))).toEqual({ type: 'wrong', left })
    expect(await confirm(code)).toEqual({ type: 'none' })
  })

  it('counts wrong ones that come at the same time one by one', async () => {
    await ask()
    const code = await mails.lastCode()
    const said = await Promise.all(Array.from({ length: 8 }, () => confirm(other(code))))
    expect(said.filter(({ type }) => type === 'wrong')).toHaveLength(5)
    expect(await confirm(code)).toEqual({ type: 'none' })
  })

  it('is replaced by the next that the same address asks for, with its attempts', async () => {
    await ask()
    const first = await mails.lastCode()
    await confirm(other(first))
    await ask()
    const second = await mails.lastCode()
    expect(await confirm(first)).toEqual({ type: 'wrong', left: 4 })
    expect(await confirm(second)).toMatchObject({ type: 'linked' })
  })

  it('serves only the address that asked for it', async () => {
    await ask()
    const code = await mails.lastCode()
    const thief = `@voleur:${server}`
    expect(await confirm(code, thief)).toEqual({ type: 'none' })
    await ask(paul.email, thief)
    expect(await confirm(code, thief)).toEqual({ type: 'wrong', left: 4 })
    expect(await speaker(thief)).toBeUndefined()
  })

  it('is made anew when the mail is tried again, and the one that may have left is void', async () => {
    await ask()
    const sent: string[] = []
    const breaking = {
      ...mails.post,
      sendLinkCode: async (_key: string, _to: string, { code }: { code: string }) => {
        sent.push(code)
        throw new Error('connection lost')
      },
    }
    const deps = { ...world, mail: breaking }
    await expect(sendLinkCode(deps, { provider, address: claires })).rejects.toThrow('connection lost')
    const code = await mails.lastCode()
    expect(await confirm(sent[0] ?? '')).toEqual({ type: 'wrong', left: 4 })
    expect(await confirm(code)).toMatchObject({ type: 'linked' })
  })

  it('is kept so that who reads the database cannot find it by trying all of them', async () => {
    await ask()
    const code = await mails.lastCode()
    const rows = await world.store.read().execute('select hash from link_code')
    const kept = z.tuple([z.object({ hash: z.string() })]).parse(rows)[0].hash
    const readable = [`${provider}\n${claires}`, '', provider, claires]
    const tries = readable.flatMap((known) => [
      createHmac('sha256', known).update(code).digest('base64url'),
      createHmac('sha256', known).update(`${provider}\n${claires}\n${code}`).digest('base64url'),
      createHash('sha256').update(`${known}${code}`).digest('base64url'),
    ])
    expect(tries).not.toContain(kept)
    const elsewhere = { ...world, codeKey: 'the key of another installation' }
    expect(await confirmLink(elsewhere, { provider, address: claires, code })).toEqual({
      type: 'wrong',
      left: 4,
    })
    expect(await confirm(code)).toMatchObject({ type: 'linked' })
  })

  it('is not mailed when its time has passed, and says how long is left when it is late', async () => {
    await ask()
    later({ minutes: 10 })
    await mails.work()
    expect(mails.codes.map(({ letter }) => letter.minutes)).toEqual([5])
    await ask()
    later({ minutes: 20 })
    await mails.work()
    expect(mails.codes).toHaveLength(1)
  })
})

describe('somebody who is not in the directory', () => {
  it('is answered as an agent is, at each step, and no mail leaves', async () => {
    await world.store.read().execute('update agent set active = false where id = ?', [paul.id])
    const steps = async (email: string, address: string) => {
      const said: unknown[] = [await ask(email, address)]
      await mails.work()
      for (let tried = 0; tried < 6; tried += 1) said.push(await confirm('00000000', address))
      said.push(await ask(email, address))
      await mails.work()
      later({ minutes: 16 })
      said.push(await confirm('00000000', address))
      for (let asked = 0; asked < 4; asked += 1) said.push(await ask(email, address))
      await mails.work()
      later({ hours: 2 })
      return said
    }
    const known = await steps(claire.email, claires)
    const mailed = mails.codes.length
    expect(mailed).toBeGreaterThan(0)
    expect(await steps('personne@ailleurs.example', '@x:y')).toEqual(known)
    expect(await steps(paul.email, '@paul:y')).toEqual(known)
    expect(mails.codes).toHaveLength(mailed)
    expect(known).toContainEqual({ type: 'wrong', left: 0 })
    expect(known).toContainEqual({ type: 'expired' })
    expect(known.at(-1)).toMatchObject({ type: 'too-many' })
  })
})

describe('asking', () => {
  it('is refused after five in an hour from one address, and says when again', async () => {
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await ask(`a${asked}@agri.example`)).type).toBe('asked')
      later({ minutes: 5 })
    }
    expect(await ask()).toEqual({ type: 'too-many', limit: 5, minutes: 35 })
    expect((await ask(claire.email, `@autre:${server}`)).type).toBe('asked')
    later({ minutes: 35 })
    expect((await ask()).type).toBe('asked')
  })

  it('mails an agent three times in an hour at most, whoever asks, without saying so', async () => {
    for (const rank of [1, 2, 3, 4, 5]) {
      expect((await ask(claire.email, `@a${rank}:${server}`)).type).toBe('asked')
      await mails.work()
    }
    expect(mails.codes).toHaveLength(3)
    later({ minutes: 60 })
    await ask(claire.email, `@a6:${server}`)
    await mails.work()
    expect(mails.codes).toHaveLength(4)
  })

  it('keeps to both limits when all ask at once', async () => {
    const asked = await Promise.all([
      ...Array.from({ length: 8 }, () => ask()),
      ...Array.from({ length: 4 }, (_, rank) => ask(claire.email, `@a${rank}:${server}`)),
    ])
    expect(asked.filter(({ type }) => type === 'too-many')).toHaveLength(3)
    const granted = await world.store
      .read()
      .execute('select count(*)::int as n from link_ask where agent_id = ?', [claire.id])
    expect(granted).toEqual([{ n: 3 }])
  })

  it('is refused from a server that is not allowed, and not counted', async () => {
    const allowed = ['Agent.AGRI.example', 'autre.example']
    expect(await ask(claire.email, '@x:ailleurs.example', allowed)).toEqual({
      type: 'domain-refused',
      server: 'ailleurs.example',
    })
    for (const address of ['@x:sub.agent.agri.example', '@x:agent.agri.example:8448', 'x', '@x:'])
      expect((await ask(claire.email, address, allowed)).type).toBe('domain-refused')
    expect((await ask(claire.email, claires, allowed)).type).toBe('asked')
    expect(await world.store.read().execute('select count(*)::int as n from link_ask')).toEqual([{ n: 1 }])
  })
})
