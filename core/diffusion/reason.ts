/** Why a person is told about an entry. Several merge into one notice. */
export type Reason =
  | { readonly type: 'follow' }
  | {
      readonly type: 'subscription'
      readonly id: number
      readonly query: string
      /** It is the room's, not one agent's. */
      readonly ofRoom?: true
    }
  /** He sent a document that the entry is about. */
  | { readonly type: 'sender' }
  | { readonly type: 'rule'; readonly code: string; readonly reason: string }

/** Who is told by a rule is told as a duty of his service: he is asked to say that he took note. */
export function asksAcknowledgement(reasons: readonly Reason[]): boolean {
  return reasons.some((reason) => reason.type === 'rule')
}
