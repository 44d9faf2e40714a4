import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { consoleChannel } from '#adapters/console/channel.ts'
import { ConsoleClient } from '#adapters/console/client.ts'
import { type FromServer, fromServer, linesOf, readLine } from '#adapters/console/protocol.ts'
import { type ConsoleOptions, startConsole } from '#adapters/console/server.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from '#test/database.ts'
import { wholeNotice } from '#test/templates/email/samples.ts'
import { addAgents } from './agents.ts'

const claire = 'claire.vidal@exemple.gouv.fr'
const paul = 'paul.roux@exemple.gouv.fr'
let store: Store
let folder: string
let path: string
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  store = await freshStore()
  folder = await mkdtemp(join(tmpdir(), 'vigie-console-'))
  path = join(folder, 'v.sock')
  await addAgents(store, [claire, paul])
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  await store.pool.query('delete from console_message')
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const echo: ConsoleOptions['hear'] = async ({ text }, say) => say({ text: `écho ${text}` })

async function serve(
  hear: ConsoleOptions['hear'] = echo,
): Promise<{ close(): Promise<void>; problems: unknown[] }> {
  const problems: unknown[] = []
  const server = await startConsole({
    socket: path,
    store,
    hear,
    report: (problem) => problems.push(problem),
  })
  let open = true
  const close = async () => {
    if (open) await server.close()
    open = false
  }
  cleanups.push(close)
  return { close, problems }
}

/** A bare terminal: what it says is written as it is, what comes is read line by line. */
async function terminal(as?: string) {
  const socket = connect(path)
  cleanups.push(() => socket.destroy())
  socket.on('error', () => undefined)
  const incoming = linesOf(socket)
  const say = (message: unknown) =>
    socket.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`)
  const next = async (): Promise<FromServer | undefined> => {
    const { value, done } = await incoming.next()
    return done ? undefined : readLine(fromServer, value)
  }
  if (as !== undefined) {
    say({ type: 'hello', as })
    expect(await next()).toMatchObject({ type: 'welcome' })
  }
  return { say, next, socket }
}

const put = (key: string, to = claire) =>
  consoleChannel(store).send(key, to, { type: 'notice', notice: wholeNotice })

describe('the console server', () => {
  it('welcomes an agent of the directory by name, whatever the case of the address', async () => {
    await serve()
    const { say, next } = await terminal()
    say({ type: 'hello', as: 'Claire.VIDAL@exemple.gouv.fr' })
    expect(await next()).toMatchObject({
      type: 'welcome',
      name: 'Claire Vidal',
      structure: 'DDPP de l’Hérault',
    })
  })

  it('refuses a stranger and hangs up', async () => {
    await serve()
    const { say, next } = await terminal()
    say({ type: 'hello', as: 'inconnue@exemple.fr' })
    expect(await next()).toEqual({ type: 'refused', why: 'unknown-agent' })
    expect(await next()).toBeUndefined()
  })

  it('hands over what is said, under the agent’s name, and gives every answer and then the end', async () => {
    const messages: unknown[] = []
    await serve(async (message, say) => {
      messages.push(message)
      await say({ text: 'un' })
      await say({ text: 'deux', choices: ['oui', 'non'] })
    })
    const { say, next } = await terminal(claire)
    say({ type: 'say', id: '1', text: 'aide' })
    expect(await next()).toEqual({ type: 'answer', id: '1', text: 'un' })
    expect(await next()).toEqual({ type: 'answer', id: '1', text: 'deux', choices: ['oui', 'non'] })
    expect(await next()).toEqual({ type: 'heard', id: '1' })
    expect(messages).toEqual([
      { provider: 'console', from: claire, room: `console:${claire}`, text: 'aide', id: `${claire}/1` },
    ])
  })

  it('hears nothing before it knows who speaks, and says what it does not understand', async () => {
    const messages: unknown[] = []
    await serve(async (message) => void messages.push(message))
    const { say, next } = await terminal()
    say({ type: 'say', id: '1', text: 'aide' })
    expect(await next()).toEqual({ type: 'refused', why: 'hello-first' })
    say('n’importe quoi\n')
    expect(await next()).toEqual({ type: 'refused', why: 'not-understood' })
    expect(messages).toEqual([])
  })

  it('ends a conversation whose line is longer than 64 KB, without waiting for its end', async () => {
    await serve()
    const { say, next } = await terminal(claire)
    say('x'.repeat(70_000))
    expect(await next()).toEqual({ type: 'refused', why: 'too-long' })
    expect(await next()).toBeUndefined()
  })

  it('answers the same message once more, but does it once', async () => {
    let done = 0
    await serve(async (_message, say) => {
      done += 1
      await say({ text: `fait ${done}` })
    })
    const first = await terminal(claire)
    first.say({ type: 'say', id: 'même', text: 'ouvrir' })
    expect(await first.next()).toMatchObject({ text: 'fait 1' })
    const second = await terminal(claire)
    second.say({ type: 'say', id: 'même', text: 'ouvrir' })
    expect(await second.next()).toMatchObject({ text: 'fait 1' })
    expect(await second.next()).toEqual({ type: 'heard', id: 'même' })
    expect(done).toBe(1)
  })

  it('keeps ids of different agents apart', async () => {
    await serve(async ({ from }, say) => say({ text: from }))
    for (const email of [claire, paul]) {
      const { say, next } = await terminal(email)
      say({ type: 'say', id: '1', text: 'moi' })
      expect(await next()).toMatchObject({ text: email })
    }
  })

  it('hears the messages of one agent one after the other, from all his terminals', async () => {
    const steps: string[] = []
    await serve(async ({ text }) => {
      steps.push(`début ${text}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
      steps.push(`fin ${text}`)
    })
    const [one, other] = [await terminal(claire), await terminal(claire)]
    one.say({ type: 'say', id: 'a', text: 'a' })
    other.say({ type: 'say', id: 'b', text: 'b' })
    await Promise.all([one.next(), other.next()])
    expect(steps.map((step) => step.split(' ')[0])).toEqual(['début', 'fin', 'début', 'fin'])
  })

  it('goes on after a message that made the bot fail, and reports it', async () => {
    const { problems } = await serve(async ({ text }, say) => {
      if (text === 'casse') throw new Error('cassé')
      await say({ text })
    })
    const { say, next } = await terminal(claire)
    say({ type: 'say', id: '1', text: 'casse' })
    expect(await next()).toEqual({ type: 'refused', why: 'surprise' })
    expect(await next()).toEqual({ type: 'heard', id: '1' })
    say({ type: 'say', id: '2', text: 'suite' })
    expect(await next()).toMatchObject({ type: 'answer', text: 'suite' })
    expect(problems).toEqual([expect.objectContaining({ message: 'cassé' })])
  })
})

describe('messages that wait', () => {
  it('are given at the next hello, oldest first, until the terminal says that it has shown them', async () => {
    await serve()
    for (const key of ['k1', 'k2', 'k3']) await put(key)
    const first = await terminal(claire)
    const keys = [await first.next(), await first.next(), await first.next()].map(
      (line) => line?.type === 'notice' && line.key,
    )
    expect(keys).toEqual(['k1', 'k2', 'k3'])
    first.say({ type: 'shown', key: 'k1' })
    first.say({ type: 'say', id: 'after', text: 'x' })
    await first.next()
    first.socket.destroy()
    const second = await terminal(claire)
    expect(await second.next()).toMatchObject({ type: 'notice', key: 'k2' })
    expect(await second.next()).toMatchObject({ type: 'notice', key: 'k3' })
  })

  it('arrive at a terminal that is connected, by the signal of another connection', async () => {
    await serve()
    const { next } = await terminal(claire)
    await put('k1')
    expect(await next()).toMatchObject({
      type: 'notice',
      key: 'k1',
      text: expect.stringContaining('A-2026.12'),
    })
  })

  it('are never given to somebody else, nor marked as shown by him', async () => {
    await serve()
    await put('k1')
    const other = await terminal(paul)
    other.say({ type: 'shown', key: 'k1' })
    other.say({ type: 'say', id: '1', text: 'x' })
    expect(await other.next()).toMatchObject({ type: 'answer' })
    const own = await terminal(claire)
    expect(await own.next()).toMatchObject({ type: 'notice', key: 'k1' })
  })

  it('all arrive when there are many, as the terminal shows them', async () => {
    await serve()
    for (let i = 0; i < 45; i++) await put(`k${i}`)
    const { say, next } = await terminal(claire)
    const keys: string[] = []
    while (keys.length < 45) {
      const line = await next()
      if (line?.type !== 'notice') throw new Error(`a notice was expected, not ${line?.type}`)
      keys.push(line.key)
      say({ type: 'shown', key: line.key })
    }
    expect(keys).toEqual(Array.from({ length: 45 }, (_, i) => `k${i}`))
  })
})

describe('the terminal’s client', () => {
  function client(as = claire) {
    const seen: string[] = []
    const waiters: { is: (line: string) => boolean; resolve: () => void }[] = []
    const add = (line: string) => {
      seen.push(line)
      for (const waiter of waiters) if (waiter.is(line)) waiter.resolve()
    }
    const made = new ConsoleClient(path, as, {
      welcome: (name) => add(`welcome ${name}`),
      answer: (text) => add(`answer ${text}`),
      notice: async () => add('notice'),
      refused: (why) => add(`refused ${why}`),
      lost: () => add('lost'),
      back: () => add('back'),
      unanswered: (text) => add(`unanswered ${text}`),
      idle: () => undefined,
      ended: (why) => add(`ended ${why}`),
    })
    cleanups.push(() => made.end())
    const until = (line: string) =>
      new Promise<void>((resolve) => {
        if (seen.includes(line)) resolve()
        else waiters.push({ is: (other) => other === line, resolve })
      })
    made.start()
    return { client: made, seen, until }
  }

  it('says that the server is not running, or does not know who speaks', async () => {
    await client().until('ended not-running')
    await serve()
    await client('inconnue@exemple.fr').until('ended unknown-agent')
  })

  it('comes back when the server starts again, and then says what was typed meanwhile', async () => {
    const first = await serve()
    const { client: made, until, seen } = client()
    await until('welcome Claire Vidal')
    await first.close()
    await until('lost')
    made.say('pendant')
    await serve()
    await until('answer écho pendant')
    expect(seen).toEqual(['welcome Claire Vidal', 'lost', 'back', 'answer écho pendant'])
  })

  it('does not repeat to a new server what the old one had heard and not answered: it says so', async () => {
    let begun: () => void = () => undefined
    const started = new Promise<void>((resolve) => {
      begun = resolve
    })
    const first = await serve(async () => {
      begun()
      await new Promise(() => undefined)
    })
    const { client: made, until, seen } = client()
    await until('welcome Claire Vidal')
    made.say('ouvrir')
    await started
    await first.close()
    await serve()
    await until('unanswered ouvrir')
    expect(seen.filter((line) => line.startsWith('answer'))).toEqual([])
  })

  it('shows a waiting message once over reconnections', async () => {
    const first = await serve()
    await put('k1')
    const { client: made, until, seen } = client()
    await until('notice')
    made.say('x')
    await until('answer écho x')
    await first.close()
    await serve()
    await until('back')
    made.say('y')
    await until('answer écho y')
    expect(seen.filter((line) => line === 'notice')).toHaveLength(1)
  })

  it('keeps a line that is too long to itself', async () => {
    await serve()
    const { client: made, until } = client()
    await until('welcome Claire Vidal')
    made.say('x'.repeat(70_000))
    await until('refused too-long')
    made.say('court')
    await until('answer écho court')
  })
})
