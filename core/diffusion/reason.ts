/** Something that asks for events: a saved query of somebody's, or a rule. */
export type Asking =
  | {
      readonly type: 'subscription'
      readonly id: number
      readonly query: string
      /** It is the room's, not one agent's. */
      readonly ofRoom?: true
    }
  | { readonly type: 'rule'; readonly code: string; readonly reason: string }

/** Why a person is told about an entry. Several merge into one notice. */
export type Reason =
  | { readonly type: 'follow' }
  | Asking
  /** He sent a document that the entry is about. */
  | { readonly type: 'sender' }
  /** He was told for this, which the event matches no more: told so once, and then nothing. */
  | { readonly type: 'no-longer'; readonly of: Asking }
  /** He was told of the event, which was withdrawn since, or came back: whatever else he asks for. */
  | { readonly type: 'told' }

/** Who is told by a rule is told as a duty of his service: he is asked to say that he took note. */
export function asksAcknowledgement(reasons: readonly Reason[]): boolean {
  return reasons.some((reason) => reason.type === 'rule')
}
