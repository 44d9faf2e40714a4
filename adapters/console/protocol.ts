import type { Socket } from 'node:net'
import { z } from 'zod'
import { line } from '#core/text-schemas.ts'

/** Longest line on the socket, in bytes, either way. */
export const longestLine = 65_536

/** What a terminal says to the server: one JSON object a line. */
export const fromTerminal = z.discriminatedUnion('type', [
  /** `seat`: the one that the terminal had before its connection was lost. */
  z.strictObject({
    type: z.literal('hello'),
    as: line().min(1).max(254),
    seat: z.int().min(1).max(1000).exactOptional(),
  }),
  /** `id` is the terminal's own name for what it says: said again under it (after a lost connection), it is not done again. */
  z.strictObject({ type: z.literal('say'), id: line().min(1).max(100), text: z.string() }),
  z.strictObject({ type: z.literal('shown'), key: line().min(1).max(255) }),
])
export type FromTerminal = z.infer<typeof fromTerminal>

/** Why the server does not go on: the terminal has a sentence for each (sentences.ts). */
export const consoleRefusals = [
  'unknown-agent',
  'hello-first',
  'not-understood',
  'too-long',
  'surprise',
] as const
export type ConsoleRefusal = (typeof consoleRefusals)[number]

/** What the server says to a terminal. */
export const fromServer = z.discriminatedUnion('type', [
  /**
   * `instance` changes when the server starts again: what it had heard before, it does not remember. `seat` numbers the
   * terminals that an agent has open at once.
   */
  z.object({
    type: z.literal('welcome'),
    name: z.string(),
    structure: z.string(),
    instance: z.string(),
    seat: z.int().min(1),
  }),
  z.object({
    type: z.literal('answer'),
    id: z.string(),
    text: z.string(),
    choices: z.array(z.string()).optional(),
  }),
  /** Every answer to `id` has been given. */
  z.object({ type: z.literal('heard'), id: z.string() }),
  z.object({ type: z.literal('notice'), key: z.string(), text: z.string() }),
  z.object({ type: z.literal('refused'), why: z.enum(consoleRefusals) }),
])
export type FromServer = z.infer<typeof fromServer>

/** Writes one object as one line; a peer that is gone is noticed by its socket's close, not here. */
export function writeLine(socket: Socket, message: FromTerminal | FromServer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`)
}

/** The object of a line; undefined when it is not one of the schema. */
export function readLine<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** ms that a peer has to read what was said last. */
const lastWords = 1000

/** Ends the connection after what was said, whether the peer listens or goes on talking: what it still says is let go. */
export function hangUp(socket: Socket): void {
  socket.end()
  socket.on('data', () => undefined).resume()
  const late = setTimeout(() => socket.destroy(), lastWords)
  socket.once('close', () => clearTimeout(late))
}

/** A line of more than `longestLine` bytes. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong'
}

/**
 * The lines that come in on a socket, as they come. Reading one only when the one before has been dealt with is what
 * slows down a peer that says too much.
 * @throws LineTooLong
 */
export async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    rest = Buffer.concat([rest, Buffer.from(chunk)])
    let end = rest.indexOf(10)
    while (end >= 0) {
      const line = rest.subarray(0, end)
      rest = rest.subarray(end + 1)
      if (line.length > longestLine) throw new LineTooLong()
      yield line.toString('utf8')
      end = rest.indexOf(10)
    }
    if (rest.length > longestLine) throw new LineTooLong()
  }
}
