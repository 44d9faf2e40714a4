/** What the operator should know of, told once each time that it begins. */
export type Problem =
  | { readonly type: 'token-refused' }
  /** Nothing is lost: every call waits until the account is renewed. */
  | { readonly type: 'account-expired' }
  | { readonly type: 'account-renewed' }
  /** More was said in a room while the bot was away than it reads back: the oldest of it is not handed over. */
  | { readonly type: 'gap-cut'; readonly room: string; readonly pages: number }
  /** What the bot does with an event failed; it is tried again, and the room's next events wait. */
  | {
      readonly type: 'handling-failed'
      readonly room: string
      readonly attempt: number
      readonly error: unknown
    }
  /** Two rooms answered to one key: one was kept, the other left. */
  | { readonly type: 'room-made-twice'; readonly kept: string; readonly left: string }
  /** The server has one-time keys that this device no longer has: they are used up and made anew. */
  | { readonly type: 'one-time-keys-lost' }
  | { readonly type: 'unexpected'; readonly error: unknown }

export type Report = (problem: Problem) => void
