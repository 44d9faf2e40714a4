import { type CardAnswer, wordCard } from './card.ts'
import { type ConfirmAnswer, wordConfirm } from './confirm.ts'
import {
  type AcknowledgedAnswer,
  type ConsignedAnswer,
  type NothingToAcknowledge,
  wordAcknowledged,
  wordConsigned,
  wordNotConsigned,
  wordNothingToAcknowledge,
} from './consigned.ts'
import {
  type TalkAbout,
  wordBusy,
  wordCancelled,
  wordConfirmAgain,
  wordForgotten,
  wordKept,
  wordLapsed,
  wordLeaveEntry,
  wordStaleChoice,
  wordStillOpen,
  wordWouldTell,
} from './dialogue.ts'
import { type DocumentsAnswer, wordDocuments, wordJoined, wordLeft } from './documents.ts'
import { type DraftAnswer, type TwinAnswer, wordDraft, wordTwin } from './draft.ts'
import { type FieldQuestion, wordFieldQuestion } from './field-question.ts'
import { type FoundAnswer, wordFound, wordNoMore } from './found.ts'
import { type Help, wordHelp, wordWelcome } from './help.ts'
import { wordNothingToSet, wordStranger, wordSurprise, wordTooLong, wordUnavailable } from './limits.ts'
import {
  type AccountLinkedAnswer,
  type LinkAskedAnswer,
  wordAccountLinked,
  wordAccountUnlinked,
  wordDomainRefused,
  wordLinkAsked,
  wordLinkExpired,
  wordLinkNone,
  wordLinkTooMany,
  wordLinkWrong,
  wordStrangerHelp,
  wordStrangerInRoom,
} from './link.ts'
import {
  type ExtraAnswer,
  type MissingAnswer,
  type OfValueAnswer,
  type UnknownAnswer,
  wordEmpty,
  wordExtra,
  wordMissing,
  wordNothingOpen,
  wordOfValue,
  wordUnknown,
} from './misread.ts'
import { type ProofAnswer, wordProof } from './proof.ts'
import { type ReachAnswer, wordReach } from './reach.ts'
import { type RefusedAnswer, wordRefused } from './refused.ts'
import {
  type RoomBoundAnswer,
  wordNotARoom,
  wordRoomAsked,
  wordRoomBound,
  wordRoomClear,
  wordRoomsElsewhere,
  wordRoomUnbound,
} from './rooms.ts'
import { type SettingsAnswer, wordSettings } from './settings.ts'
import {
  type SubscribedAnswer,
  type SubscriptionsAnswer,
  type UnheardAnswer,
  type UnsubscribedAnswer,
  wordPlaceOrWord,
  wordPutBack,
  wordSubscribed,
  wordSubscriptions,
  wordUnheard,
  wordUnreadPace,
  wordUnsubscribed,
} from './subscriptions.ts'
import {
  type StillHeldAnswer,
  type UndoneAnswer,
  type WithdrawnAnswer,
  wordMayTakeBack,
  wordNothingToTakeBack,
  wordOnlyTakenBack,
  wordStillHeld,
  wordUndone,
  wordWithdrawn,
} from './taken-back.ts'
import { type UnreadFieldsAnswer, wordUnreadFields } from './unread-fields.ts'
import { blocks, typeset, type Worded } from './worded.ts'
import {
  type FollowedAnswer,
  type LinkedAnswer,
  type PostedAnswer,
  type PublishedAnswer,
  type StateChangedAnswer,
  type UnfollowedAnswer,
  type UpdatedAnswer,
  wordFollowed,
  wordLinked,
  wordPosted,
  wordPublished,
  wordStateChanged,
  wordUnfollowed,
  wordUpdated,
} from './written.ts'

/** Everything that the bot can answer, by name, with the data that its sentences need. */
export interface AnswerData {
  help: Help
  welcome: { name: string; examples: readonly string[] }
  question: FieldQuestion
  draft: DraftAnswer
  confirm: ConfirmAnswer
  'confirm-again': Parameters<typeof wordConfirmAgain>[0]
  'leave-entry': Parameters<typeof wordLeaveEntry>[0]
  'would-tell': Parameters<typeof wordWouldTell>[0]
  kept: Parameters<typeof wordKept>[0]
  cancelled: { about: TalkAbout | null }
  lapsed: { about: TalkAbout }
  'still-open': { about: TalkAbout }
  busy: { about: TalkAbout }
  twin: TwinAnswer
  forgotten: { about: TalkAbout }
  published: PublishedAnswer
  updated: UpdatedAnswer
  'unread-fields': UnreadFieldsAnswer
  'nothing-to-set': { number: string; seen: string }
  posted: PostedAnswer
  'state-changed': StateChangedAnswer
  withdrawn: WithdrawnAnswer
  undone: UndoneAnswer
  'may-take-back': Parameters<typeof wordMayTakeBack>[0]
  'still-held': StillHeldAnswer
  'nothing-to-take-back': { number: string }
  'put-back': { sentences: readonly string[] }
  'only-taken-back': { said: string }
  linked: LinkedAnswer
  followed: FollowedAnswer
  unfollowed: UnfollowedAnswer
  settings: SettingsAnswer
  subscribed: SubscribedAnswer
  'unread-pace': { seen: string }
  unheard: UnheardAnswer
  'place-or-word': UnheardAnswer
  subscriptions: SubscriptionsAnswer
  unsubscribed: UnsubscribedAnswer
  found: FoundAnswer
  'no-more': Record<never, never>
  card: CardAnswer
  reach: ReachAnswer
  proof: ProofAnswer
  unknown: UnknownAnswer
  extra: ExtraAnswer
  missing: MissingAnswer
  'of-value': OfValueAnswer
  empty: Record<never, never>
  thanked: Record<never, never>
  'nothing-open': { seen: string }
  stranger: { address: string }
  'stranger-help': Record<never, never>
  'stranger-in-room': Record<never, never>
  'domain-refused': { server: string }
  'link-asked': LinkAskedAnswer
  'link-wrong': { left: number }
  'link-expired': Record<never, never>
  'link-none': Record<never, never>
  'link-too-many': { limit: number; minutes: number }
  'account-linked': AccountLinkedAnswer
  'account-unlinked': { accounts: readonly string[] }
  'too-long': { length: number; most: number }
  surprise: { id: string }
  unavailable: { said: string }
  refused: RefusedAnswer
  'stale-choice': { own: boolean; command?: string }
  'room-asked': { number: string; created: boolean }
  'room-bound': RoomBoundAnswer
  'room-unbound': { structure: string; ended: number }
  'not-a-room': { command: string }
  'room-clear': Record<never, never>
  'rooms-elsewhere': { number: string }
  documents: DocumentsAnswer
  /** Another answer, whose message brought files that were kept. */
  'files-kept': { answer: Answer; names: readonly string[] }
  'files-left': { answer?: Answer; names: readonly string[] }
  consigned: ConsignedAnswer
  'not-consigned': { why: 'no-message' | 'no-number' | 'unreadable' }
  acknowledged: AcknowledgedAnswer
  /** `number`: the event that was named, of which he was told nothing. */
  'nothing-to-acknowledge': NothingToAcknowledge
}

export type Answer<T extends keyof AnswerData = keyof AnswerData> = {
  [K in T]: { readonly type: K; readonly data: AnswerData[K] }
}[T]

const words: { readonly [K in keyof AnswerData]: (data: AnswerData[K]) => Worded } = {
  help: wordHelp,
  welcome: wordWelcome,
  question: wordFieldQuestion,
  draft: wordDraft,
  confirm: wordConfirm,
  'confirm-again': wordConfirmAgain,
  'leave-entry': wordLeaveEntry,
  'would-tell': wordWouldTell,
  kept: wordKept,
  cancelled: wordCancelled,
  lapsed: wordLapsed,
  'still-open': wordStillOpen,
  busy: wordBusy,
  twin: wordTwin,
  forgotten: wordForgotten,
  published: wordPublished,
  updated: wordUpdated,
  'unread-fields': wordUnreadFields,
  'nothing-to-set': wordNothingToSet,
  posted: wordPosted,
  'state-changed': wordStateChanged,
  withdrawn: wordWithdrawn,
  undone: wordUndone,
  'may-take-back': wordMayTakeBack,
  'still-held': wordStillHeld,
  'nothing-to-take-back': wordNothingToTakeBack,
  'put-back': wordPutBack,
  'only-taken-back': wordOnlyTakenBack,
  linked: wordLinked,
  followed: wordFollowed,
  unfollowed: wordUnfollowed,
  settings: wordSettings,
  subscribed: wordSubscribed,
  'unread-pace': wordUnreadPace,
  unheard: wordUnheard,
  'place-or-word': wordPlaceOrWord,
  subscriptions: wordSubscriptions,
  unsubscribed: wordUnsubscribed,
  found: wordFound,
  'no-more': wordNoMore,
  card: wordCard,
  reach: wordReach,
  proof: wordProof,
  unknown: wordUnknown,
  extra: wordExtra,
  missing: wordMissing,
  'of-value': wordOfValue,
  empty: wordEmpty,
  thanked: () => ({ text: 'Avec plaisir.' }),
  'nothing-open': wordNothingOpen,
  stranger: wordStranger,
  'stranger-help': wordStrangerHelp,
  'stranger-in-room': wordStrangerInRoom,
  'domain-refused': wordDomainRefused,
  'link-asked': wordLinkAsked,
  'link-wrong': wordLinkWrong,
  'link-expired': wordLinkExpired,
  'link-none': wordLinkNone,
  'link-too-many': wordLinkTooMany,
  'account-linked': wordAccountLinked,
  'account-unlinked': wordAccountUnlinked,
  'too-long': wordTooLong,
  surprise: wordSurprise,
  unavailable: wordUnavailable,
  refused: wordRefused,
  'stale-choice': wordStaleChoice,
  'room-asked': wordRoomAsked,
  'room-bound': wordRoomBound,
  'room-unbound': wordRoomUnbound,
  'not-a-room': wordNotARoom,
  'room-clear': wordRoomClear,
  'rooms-elsewhere': wordRoomsElsewhere,
  documents: wordDocuments,
  'files-kept': ({ answer, names }) => withLine(answer, wordJoined(names)),
  'files-left': ({ answer, names }) => withLine(answer, wordLeft(names)),
  consigned: wordConsigned,
  'not-consigned': wordNotConsigned,
  acknowledged: wordAcknowledged,
  'nothing-to-acknowledge': wordNothingToAcknowledge,
}

function withLine(answer: Answer | undefined, line: string): Worded {
  if (answer === undefined) return { text: line }
  const worded = wordAnswer(answer)
  return { ...worded, text: blocks(worded.text, line) }
}

/** The answer in French, with its spacing. */
export function wordAnswer<T extends keyof AnswerData>(answer: Answer<T>): Worded {
  const worded = words[answer.type](answer.data)
  return { ...worded, text: typeset(worded.text) }
}
