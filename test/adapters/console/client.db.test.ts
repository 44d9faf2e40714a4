import { describe, expect, it } from 'vitest'
import { ConsoleClient } from '#adapters/console/client.ts'
import { listenAt } from '#adapters/console/listen.ts'
import { fromTerminal, linesOf, readLine, writeLine } from '#adapters/console/protocol.ts'
import { claire, consoleFixture } from './fixture.ts'

const { path, afterwards, serve, put } = consoleFixture()

describe('the terminal’s client', () => {
  function client(as = claire) {
    const seen: string[] = []
    const waiters: { is: (line: string) => boolean; resolve: () => void }[] = []
    const add = (line: string) => {
      seen.push(line)
      for (const waiter of waiters) if (waiter.is(line)) waiter.resolve()
    }
    const made = new ConsoleClient(path(), as, {
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
    afterwards(() => made.end())
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

  it('shows a message once, though the connection goes before the server hears that it was shown', async () => {
    let heard = 0
    let twice: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      twice = resolve
    })
    const server = await listenAt(path(), async (socket) => {
      writeLine(socket, {
        type: 'welcome',
        name: 'Claire Vidal',
        structure: 'DDPP 34',
        instance: 'une',
        seat: 1,
      })
      writeLine(socket, { type: 'notice', key: 'k1', text: 'avis' })
      for await (const line of linesOf(socket)) {
        if (readLine(fromTerminal, line)?.type !== 'shown') continue
        heard += 1
        socket.end()
        if (heard === 2) twice()
        return
      }
    })
    afterwards(() => server.close())
    const { seen } = client()
    await done
    expect(seen.filter((line) => line === 'notice')).toHaveLength(1)
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
