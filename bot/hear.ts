import type { Clock } from '#core/clock.ts'
import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Interests } from '#core/diffusion/interests.ts'
import { findAgent } from '#core/directory/find-agent.ts'
import { isDatabaseDown } from '#core/store/database-down.ts'
import { joinedStore } from '#core/store/joined.ts'
import type { Store } from '#core/store/store.ts'
import type { SearchEngine } from '#search/engine.ts'
import { wordAnswer } from '#templates/chat/answer.ts'
import type { ChatAnswer, ChatMessage, FetchMessage } from './chat.ts'
import { cleanMessage } from './clean-message.ts'
import { converse } from './converse.ts'
import { disentangled } from './entangled.ts'
import type { HeardMessage } from './heard.ts'
import { isForJournal, replyToCard } from './reply-card.ts'
import { setAside } from './set-aside.ts'
import { answerStranger } from './stranger.ts'

export interface HearDeps {
  readonly store: Store
  readonly clock: Clock
  readonly interests: Interests
  /** Keys what is kept of the codes that link chat accounts. */
  readonly codeKey: string
  readonly engine: SearchEngine
  /** Called once for each surprise, with the id that the person was given. */
  readonly log: (surprise: Surprise) => void
  /** Seconds in which what is done here may be taken back: nobody is told before they are over. Absent: none. */
  readonly undoSeconds?: number
  /** Channels that this service does not serve. Absent: none. */
  readonly off?: readonly ChannelName[]
  /** Servers whose users may link their account. Absent or empty: all servers. */
  readonly allowedDomains?: readonly string[]
  /** What the chat was handed, kept when it cannot be handled. Absent: the message itself. */
  readonly source?: unknown
  /** Fetches the message that another one is about. Absent: this chat has no replies. */
  readonly fetchMessage?: FetchMessage
}

export interface Surprise {
  readonly id: string
  readonly error: unknown
  readonly provider: string
  readonly room: string
  readonly messageId: string
}

const longestText = 10_000

/**
 * What the bot answers to one message; never throws. Messages of one room must be handed over one after the other,
 * and a message that was already heard must not be handed over again: that is the adapter's part, or that of `hearOnce`.
 */
export async function hear(deps: HearDeps, message: ChatMessage): Promise<ChatAnswer[]> {
  try {
    // Its act and the state of the conversation are kept together or not at all.
    return await disentangled(() =>
      deps.store.transaction((em) => answersTo({ ...deps, store: joinedStore(deps.store, em) }, message)),
    )
  } catch (error) {
    const answer = isDatabaseDown(error)
      ? undefined
      : await surprised(deps, error, message).catch(() => undefined)
    if (answer !== undefined) return [answer]
    return [wordAnswer({ type: 'unavailable', data: { said: message.text } })]
  }
}

/** As `hear`, but for surprises and a database that is down, which are thrown. */
export async function answersTo(deps: HearDeps, heard: ChatMessage): Promise<ChatAnswer[]> {
  // Measured before anything else reads it.
  const { length } = heard.text
  const tooLong = length > longestText
  const message = cleanMessage(tooLong ? { ...heard, text: '' } : heard)
  const { store, clock, codeKey, allowedDomains = [] } = deps
  const agent = await findAgent(store.read(), message.provider, message.from)
  if (agent === undefined)
    return (await answerStranger({ store, clock, codeKey, allowedDomains }, message)).map(wordAnswer)
  if (tooLong) return [wordAnswer({ type: 'too-long', data: { length, most: longestText } })]
  const { event } = message
  if (event !== undefined && (await isForJournal(store.read(), message)))
    return replyToCard(deps, agent, { ...message, event })
  return converse(deps, agent, message)
}

/** The answer to a message that broke something: it is set aside under a reference, which is in the log as well. */
export async function surprised(
  deps: Pick<HearDeps, 'store' | 'clock' | 'log' | 'source'>,
  error: unknown,
  message: HeardMessage,
): Promise<ChatAnswer> {
  const { provider, room, id: messageId, from } = message
  const reference = await setAside(deps.store.read(), deps.clock, {
    provider,
    id: messageId,
    room,
    ...(from === undefined ? {} : { sender: from }),
    message: deps.source ?? message,
    error,
  })
  deps.log({ id: reference, error, provider, room, messageId })
  return wordAnswer({ type: 'surprise', data: { id: reference } })
}
