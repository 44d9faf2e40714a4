import type { Context } from '#core/context.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Told } from '#core/diffusion/told.ts'
import type { EventState } from '#core/events/event.entity.ts'
import type { SearchEngine } from '#search/engine.ts'
import type { Answer } from '#templates/chat/answer.ts'
import type { Gone } from '#templates/chat/confirm.ts'
import type { ChatMessage, FetchMessage } from './chat.ts'
import type { Argument, Given } from './grammar/argument.ts'
import type { Helpful } from './grammar/help.ts'
import type { Place } from './place.ts'
import type { Page, State, Talk } from './talk/state.ts'
import type { TalkCommand } from './talk/turn.ts'

/** All that a command is given, besides its arguments. */
export interface CommandContext {
  readonly ctx: Context
  readonly engine: SearchEngine
  /** What the bot remembers of this conversation. */
  readonly state: State
  /** For the help. */
  readonly commands: readonly Helpful[]
  readonly message: ChatMessage
  /** Where it was said. */
  readonly place: Place
  /** Channels that this service does not serve. */
  readonly off: readonly ChannelName[]
  /** Absent in a chat without replies. */
  readonly fetchMessage?: FetchMessage
}

/** An act that tells people, as it is asked about before it is done. */
export interface Telling {
  readonly number: string
  readonly told: Told
  /** The words that leave, where a person wrote them for others to read. */
  readonly text?: string
  /** What was typed after the number, where that is no text: it may end in a second thought as well. */
  readonly typed?: string
  /** What the command itself knows to be asked about, however few it tells. */
  readonly asks?: readonly ('withdraws' | 'loses')[]
  /** Values that the record holds and would hold no more. */
  readonly gone?: readonly Gone[]
  /** The message that the act puts before others, when it is not the one that was answered. */
  readonly about?: string
}

/** What a command answers, and what it changes in the conversation. */
export interface Reply {
  readonly answer: Answer
  /** The event it was about; the version, when the whole record was shown or made. */
  readonly touched?: { readonly number: string; readonly version?: number }
  /** Others learn of what was done. */
  readonly tells?: Telling
  /** Opens a dialogue, or closes it with null. */
  readonly talk?: Talk | null
  readonly page?: Page | null
  /** The sentences that put back what was done, where nothing waits that could be taken back; none: it stays. */
  readonly back?: readonly string[]
  /** It shows nothing of any event: said where it was asked, whoever reads. */
  readonly anywhere?: boolean
  /** A sign is enough where the chat has one. */
  readonly sign?: boolean
}

/** A command: everything the parser, the help, the guide and the tests need, as data; and what it does. */
export interface Command extends Helpful, TalkCommand {
  /** The files of its message become documents of the event that it is about: `along` with what it does, or by `itself`. */
  readonly takesFiles?: 'along' | 'itself'
  /** States of the events that it can be for. Absent: all of them. */
  readonly states?: readonly EventState[]
  answer(context: CommandContext, given: Given): Promise<Reply>
}

type Arguments = Readonly<Record<string, Argument>>

/** Required arguments are there; the others may be. */
type Values<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<true> ? string : string | undefined
}

interface Declaration<A extends Arguments> extends Omit<Command, 'name' | 'arguments' | 'answer'> {
  readonly arguments: A
  run(context: CommandContext, values: Values<A>): Promise<Reply>
}

/** Declares a command: its name is the first of its words, and `run` is only called with what it requires. */
export function command<A extends Arguments>({ run, ...rest }: Declaration<A>): Command {
  const [name = ''] = rest.words
  return {
    ...rest,
    name,
    answer(context, given) {
      if (!isComplete(rest.arguments, given)) throw new Error(`${name} was run without all its arguments`)
      return run(context, given)
    },
  }
}

function isComplete<A extends Arguments>(wanted: A, given: Given): given is Given & Values<A> {
  return Object.entries(wanted).every(([name, { required }]) => !required || given[name] !== undefined)
}
