import type { Answer } from '#templates/chat/answer.ts'
import type { Remark } from '#templates/chat/field-question.ts'
import type { Given } from '../grammar/argument.ts'
import type { Description } from '../grammar/match.ts'
import type { FillTools } from './filling.ts'
import type { Asking, Confirming, Filling, Talk } from './state.ts'

/** A command as far as the dialogue knows it. */
export interface TalkCommand extends Description {
  readonly examples: readonly string[]
  /** It opens a dialogue of its own, so that it cannot run inside another. */
  readonly opensTalk?: boolean
  /** What stands where its number should, when that is a value: the sentence that does so to this value of a record. */
  readonly ofValue?: (seen: string, recent: string | undefined) => string | undefined
  /** Shows the next page of what was shown last. */
  readonly turnsPage?: boolean
}

export interface TalkTools<C extends TalkCommand> {
  readonly commands: readonly C[]
  /** Number of the event that is spoken of where this is said: a command without a number is about it. */
  readonly here?: string
  /** His last act here, while he may take it back: a second thought does. */
  readonly held?: {
    /** Of its events. */
    readonly numbers: readonly string[]
    /** It says that the event was a mistake. */
    readonly withdrawal: boolean
  }
  /** The year in progress: « .4 » is its fourth record. */
  readonly year?: number
  fill(kind: string): FillTools
}

/**
 * What is to be done with a sentence, decided without doing anything. `talk` is what stays open; `lapsed`, the question
 * that a new sentence took the place of.
 */
export type Turn<C extends TalkCommand> =
  | {
      readonly do: 'say'
      readonly answer: Answer
      readonly talk: Talk | null
      readonly lapsed?: Talk
      /** It was asked who would be told by this, which waits for yes. */
      readonly whom?: Confirming
    }
  | {
      readonly do: 'run'
      readonly command: C
      readonly given: Given
      readonly talk: Talk | null
      /** The talk was about something else, and waits. */
      readonly aside: boolean
      readonly lapsed?: Talk
      /** The question that this answers, with what was typed before it. */
      readonly answers?: Asking | Confirming
      /** It was said anew rather than by yes: it may be taken back like any other act. */
      readonly unconfirmed?: true
    }
  | { readonly do: 'open'; readonly talk: Filling; readonly remarks: readonly Remark[] }
  | { readonly do: 'revise'; readonly talk: Confirming; readonly text: string }
