import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { type FromServer, fromServer, linesOf, longestLine, readLine, writeLine } from './protocol.ts'

/** What the client tells the screen. */
export interface ClientEvents {
  /** `seat` above 1: others of the same agent's are open. */
  welcome(name: string, structure: string, seat: number): void
  answer(text: string, choices: readonly string[]): void
  /** Resolves once it is on the screen: only then the server is told so. */
  notice(text: string): Promise<void>
  refused(why: Extract<FromServer, { type: 'refused' }>['why']): void
  /** The connection was lost; the client goes on trying. */
  lost(): void
  back(): void
  /** The server stopped between hearing this and answering it: it is not said again. */
  unanswered(text: string): void
  /** Nothing said waits for an answer. */
  idle(): void
  /** The client has ended: by `end`, or because the first connection failed. */
  ended(why: 'asked' | 'not-running' | 'unknown-agent'): void
}

interface Said {
  readonly id: string
  readonly text: string
  /** The server instance that it was sent to; undefined before. */
  sentTo: string | undefined
}

const retryAfter = 1000

/** A connection to the console server that comes back by itself. Lines are said one after the other, each once its forerunner is answered. */
export class ConsoleClient {
  readonly #socketPath: string
  readonly #as: string
  readonly #events: ClientEvents
  readonly #queue: Said[] = []
  readonly #shown = new Map<string, Promise<void>>()
  #socket: Socket | undefined
  #instance: string | undefined
  #greeted = false
  #seat: number | undefined
  #ending = false

  constructor(socketPath: string, as: string, events: ClientEvents) {
    this.#socketPath = socketPath
    this.#as = as
    this.#events = events
  }

  say(text: string): void {
    // The server would cut the connection, and hear it again at the next one.
    if (Buffer.byteLength(JSON.stringify(text)) > longestLine - 200) {
      this.#events.refused('too-long')
      return
    }
    this.#queue.push({ id: randomUUID(), text, sentTo: undefined })
    if (this.#queue.length === 1) this.#sendNext()
  }

  /** True when the server listens and has answered everything. */
  get idle(): boolean {
    return this.#instance !== undefined && this.#queue.length === 0
  }

  end(): void {
    if (this.#ending) return
    this.#ending = true
    // What was written still leaves; a server that does not close its side is not waited for.
    this.#socket?.destroySoon()
    this.#events.ended('asked')
  }

  start(): void {
    const socket = connect(this.#socketPath)
    this.#socket = socket
    socket.on('error', () => undefined)
    socket.once('connect', () => {
      const seat = this.#seat === undefined ? {} : { seat: this.#seat }
      writeLine(socket, { type: 'hello', as: this.#as, ...seat })
      void this.#listen(socket)
    })
    socket.once('close', () => this.#closed())
  }

  async #listen(socket: Socket): Promise<void> {
    try {
      for await (const line of linesOf(socket)) {
        const message = readLine(fromServer, line)
        if (message !== undefined) await this.#receive(socket, message)
      }
    } catch {
      // A connection that was lost, or a line too long to be a server's: its close says it.
      socket.destroy()
    }
  }

  async #receive(socket: Socket, message: FromServer): Promise<void> {
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message)
      case 'answer':
        return this.#events.answer(message.text, message.choices ?? [])
      case 'notice':
        await this.#show(message)
        return writeLine(socket, { type: 'shown', key: message.key })
      case 'heard':
        if (this.#queue[0]?.id === message.id) this.#queue.shift()
        return this.#sendNext()
      case 'refused':
        if (message.why === 'unknown-agent') {
          this.#ending = true
          socket.destroySoon()
          return this.#events.ended('unknown-agent')
        }
        if (this.#instance !== undefined) this.#events.refused(message.why)
    }
  }

  /** Once: it comes again when the connection went before the server heard that it was shown. */
  #show({ key, text }: Extract<FromServer, { type: 'notice' }>): Promise<void> {
    const shown = this.#shown.get(key) ?? this.#events.notice(text)
    this.#shown.set(key, shown)
    return shown
  }

  #welcome({ name, structure, instance, seat }: Extract<FromServer, { type: 'welcome' }>): void {
    const [first] = this.#queue
    if (first?.sentTo !== undefined && first.sentTo !== instance) {
      this.#queue.shift()
      this.#events.unanswered(first.text)
    }
    this.#instance = instance
    this.#seat = seat
    if (this.#greeted) this.#events.back()
    else this.#events.welcome(name, structure, seat)
    this.#greeted = true
    this.#sendNext()
  }

  #sendNext(): void {
    const [first] = this.#queue
    if (this.#instance === undefined || this.#socket === undefined) return
    if (first === undefined) {
      this.#events.idle()
      return
    }
    first.sentTo = this.#instance
    writeLine(this.#socket, { type: 'say', id: first.id, text: first.text })
  }

  #closed(): void {
    this.#socket = undefined
    if (this.#ending) return
    if (!this.#greeted) {
      this.#ending = true
      this.#events.ended('not-running')
      return
    }
    if (this.#instance !== undefined) this.#events.lost()
    this.#instance = undefined
    setTimeout(() => {
      if (!this.#ending) this.start()
    }, retryAfter)
  }
}
