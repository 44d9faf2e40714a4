import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChatAnswer, ChatMessage, Say } from '#bot/chat.ts'
import { fullName } from '#core/directory/agent.entity.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import type { Store } from '#core/store/store.ts'
import { markShown, waitingMessages } from './channel.ts'
import { hearerOf } from './hear-once.ts'
import { listenAt } from './listen.ts'
import {
  type FromTerminal,
  fromTerminal,
  hangUp,
  LineTooLong,
  linesOf,
  readLine,
  writeLine,
} from './protocol.ts'
import { listenForSignals } from './signals.ts'

export interface ConsoleOptions {
  /** Path of the Unix socket. */
  readonly socket: string
  readonly store: Store
  /** The bot: says its answers by `say`, and resolves when it has said them all. */
  readonly hear: (message: ChatMessage, say: Say) => Promise<void>
  /** What is said to who opens a terminal, in words. */
  readonly greet?: (who: { readonly email: string; readonly seat: number }) => Promise<readonly ChatAnswer[]>
  /** Told of what went wrong and concerns the operator. */
  readonly report: (problem: unknown) => void
}

/** One terminal that is connected, once it said who speaks. */
interface Terminal {
  readonly socket: Socket
  readonly email: string
  /** Which of this agent's terminals it is, from 1: each has a conversation of its own. */
  readonly seat: number
  /** Keys of the messages it was sent and has not said it has shown. */
  readonly sent: Set<string>
  /** The pushes so far: each looks at what waits once the one before has said what it sent. */
  pushed: Promise<void>
}

/** Waiting messages are sent so many at a time: the next ones as the terminal shows these. */
const batch = 20
/** Lines a second that a terminal may say once its first 20 are used up. */
const linesPerSecond = 20

/** Opens the console chat. `close` cuts the terminals off; they come back by themselves to the next server. */
export async function startConsole(options: ConsoleOptions): Promise<{ close(): Promise<void> }> {
  const { store, report } = options
  const instance = randomUUID()
  const hearOnce = hearerOf(options.hear)
  const terminals = new Set<Terminal>()
  const sockets = new Set<Socket>()

  const push = (terminal: Terminal): Promise<void> => {
    const done = terminal.pushed.then(() => pushWaiting(terminal))
    // What went wrong is said to who asked for this push, not to the next.
    terminal.pushed = done.catch(() => undefined)
    return done
  }
  const pushWaiting = async (terminal: Terminal) => {
    const room = batch - terminal.sent.size
    if (room <= 0) return
    const messages = await waitingMessages(store, terminal.email, [...terminal.sent], room)
    for (const { key, text } of messages) {
      terminal.sent.add(key)
      writeLine(terminal.socket, { type: 'notice', key, text })
    }
  }
  const pushTo = async (email: string | undefined) => {
    const concerned = [...terminals].filter((terminal) => email === undefined || terminal.email === email)
    await Promise.all(concerned.map(push))
  }

  const seatOf = (email: string, wanted: number | undefined): number => {
    const taken = new Set([...terminals].filter((one) => one.email === email).map(({ seat }) => seat))
    if (wanted !== undefined && !taken.has(wanted)) return wanted
    let seat = 1
    while (taken.has(seat)) seat += 1
    return seat
  }

  const hello = async (
    socket: Socket,
    as: string,
    wanted: number | undefined,
  ): Promise<Terminal | undefined> => {
    const agent = await findAgent(store.read(), 'console', as)
    if (agent === undefined) {
      writeLine(socket, { type: 'refused', why: 'unknown-agent' })
      return undefined
    }
    const terminal: Terminal = {
      socket,
      email: agent.email,
      seat: seatOf(agent.email, wanted),
      sent: new Set<string>(),
      pushed: Promise.resolve(),
    }
    terminals.add(terminal)
    writeLine(socket, {
      type: 'welcome',
      name: fullName(agent),
      structure: agent.structure.label,
      instance,
      seat: terminal.seat,
    })
    // A terminal that only lost its connection still shows what was asked.
    if (terminal.seat !== wanted) await greetIn(terminal)
    await push(terminal)
    return terminal
  }

  const greetIn = async ({ email, seat, socket }: Terminal) => {
    try {
      for (const { text } of (await options.greet?.({ email, seat })) ?? [])
        writeLine(socket, { type: 'answer', id: '', text })
    } catch (error) {
      report(error)
    }
  }

  const obey = async (terminal: Terminal, line: Exclude<FromTerminal, { type: 'hello' }>) => {
    if (line.type === 'shown') {
      // Until the row says it, only this memory keeps another push from sending it again.
      await markShown(store, terminal.email, line.key)
      terminal.sent.delete(line.key)
      return push(terminal)
    }
    const { id, text } = line
    const message: ChatMessage = {
      ...placeIn(terminal),
      text,
      id: `${terminal.email}/${id}`,
    }
    const say = ({ text, choices }: ChatAnswer) =>
      writeLine(terminal.socket, {
        type: 'answer',
        id,
        text,
        ...(choices === undefined ? {} : { choices: [...choices] }),
      })
    try {
      await hearOnce(message, say)
    } catch (error) {
      report(error)
      writeLine(terminal.socket, { type: 'refused', why: 'surprise' })
    }
    writeLine(terminal.socket, { type: 'heard', id })
  }

  const converse = async (socket: Socket): Promise<void> => {
    let terminal: Terminal | undefined
    try {
      const allowed = pace()
      for await (const line of linesOf(socket)) {
        await allowed()
        const said = readLine(fromTerminal, line)
        if (said === undefined) writeLine(socket, { type: 'refused', why: 'not-understood' })
        else if (said.type === 'hello') {
          if (terminal !== undefined) terminals.delete(terminal)
          terminal = await hello(socket, said.as, said.seat)
          if (terminal === undefined) return
        } else if (terminal === undefined) writeLine(socket, { type: 'refused', why: 'hello-first' })
        else await obey(terminal, said)
      }
    } catch (error) {
      writeLine(socket, { type: 'refused', why: error instanceof LineTooLong ? 'too-long' : 'surprise' })
      if (!(error instanceof LineTooLong) && !socket.destroyed) report(error)
    } finally {
      if (terminal !== undefined) terminals.delete(terminal)
      hangUp(socket)
    }
  }

  const server = await listenAt(options.socket, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A terminal that goes away while it is written to: `close` follows, and says all there is to say.
    socket.on('error', () => undefined)
    void converse(socket)
  })
  const signals = listenForSignals(store, (email) => pushTo(email).catch(report))
  return {
    close: async () => {
      await signals.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Where somebody speaks from a terminal. */
export function placeIn({ email, seat }: { readonly email: string; readonly seat: number }) {
  const place = { provider: 'console', from: email, room: `console:${email}` } as const
  return seat === 1 ? place : { ...place, seat }
}

/** Lets 20 lines through at once, then so many a second. */
function pace(): () => Promise<void> {
  let spare = 20
  let last = performance.now()
  return async () => {
    const now = performance.now()
    spare = Math.min(20, spare + ((now - last) / 1000) * linesPerSecond)
    last = now
    spare -= 1
    if (spare < 0) await pause((-spare / linesPerSecond) * 1000)
  }
}
