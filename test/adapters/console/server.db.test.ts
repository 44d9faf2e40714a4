import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type FromServer, fromServer, linesOf, readLine } from '#adapters/console/protocol.ts'
import { claire, consoleFixture, paul } from './fixture.ts'

const { path, afterwards, serve, put, holding } = consoleFixture()

/** A bare terminal: what it says is written as it is, what comes is read line by line. */
async function terminal(as?: string) {
  const socket = connect(path())
  afterwards(() => socket.destroy())
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

  it('keeps the conversations of two terminals of one agent apart, and gives each its own back', async () => {
    const seats: unknown[] = []
    await serve(async ({ room, seat }) => void seats.push([room, seat]))
    const first = await terminal(claire)
    const second = await terminal()
    second.say({ type: 'hello', as: claire })
    expect(await second.next()).toMatchObject({ type: 'welcome', seat: 2 })
    second.say({ type: 'say', id: '1', text: 'oui' })
    expect(await second.next()).toMatchObject({ type: 'heard' })
    first.say({ type: 'say', id: '2', text: 'oui' })
    expect(await first.next()).toMatchObject({ type: 'heard' })
    expect(seats).toEqual([
      [`console:${claire}`, 2],
      [`console:${claire}`, undefined],
    ])
    const third = await terminal()
    third.say({ type: 'hello', as: claire, seat: 2 })
    expect(await third.next()).toMatchObject({ type: 'welcome', seat: 3 })
    const back = await terminal()
    back.say({ type: 'hello', as: claire, seat: 7 })
    expect(await back.next()).toMatchObject({ type: 'welcome', seat: 7 })
  })

  it('greets a terminal that is opened, and not one that only lost its connection', async () => {
    await serve(undefined, async ({ seat }) => [{ text: `question en attente ${seat}` }])
    const { say, next } = await terminal(claire)
    expect(await next()).toEqual({ type: 'answer', id: '', text: 'question en attente 1' })
    say({ type: 'hello', as: claire, seat: 1 })
    expect(await next()).toMatchObject({ type: 'welcome' })
    say({ type: 'say', id: '1', text: 'aide' })
    expect(await next()).toMatchObject({ type: 'answer', id: '1' })
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

  it.each([
    ['a line that has no end', '', 'too-long'],
    ['an agent whom nobody knows', '{"type":"hello","as":"personne@agri.example"}\n', 'unknown-agent'],
  ])(
    'says what is wrong and closes, though the terminal talks on without end: %s',
    async (_what, first, why) => {
      await serve()
      const socket = connect(path())
      afterwards(() => socket.destroy())
      let said = ''
      socket.setEncoding('utf8').on('data', (text) => {
        said += text
      })
      socket.on('error', () => undefined)
      const closed = new Promise((resolve) => socket.once('close', resolve))
      const before = process.memoryUsage.rss()
      const talk = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(60_000, 120)));
      }
      socket.on('drain', talk).write(first)
      talk()
      await closed
      expect(JSON.parse(said)).toEqual({ type: 'refused', why })
      expect(socket.bytesWritten).toBeGreaterThan(300_000)
      expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000)
    },
  )

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

  it('hears another text that comes under the same id', async () => {
    await serve()
    const { say, next } = await terminal(claire)
    say({ type: 'say', id: 'une', text: 'aide' })
    expect(await next()).toEqual({ type: 'answer', id: 'une', text: 'écho aide' })
    expect(await next()).toEqual({ type: 'heard', id: 'une' })
    say({ type: 'say', id: 'une', text: 'bonjour' })
    expect(await next()).toEqual({ type: 'answer', id: 'une', text: 'écho bonjour' })
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

  it('are not given again while it is being noted that one was shown, whatever else arrives', async () => {
    await serve()
    await put('k1')
    const { say, next } = await terminal(claire)
    expect(await next()).toMatchObject({ key: 'k1' })
    await holding('k1', async () => {
      say({ type: 'shown', key: 'k1' })
      // Time for the server to hear it; it cannot note it yet.
      await new Promise((resolve) => setTimeout(resolve, 150))
      await put('k2')
      expect(await next()).toMatchObject({ key: 'k2' })
    })
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
