/** Why a person is told about an entry. Several merge into one notice. */
export type Reason =
  | { readonly type: 'follow' }
  | { readonly type: 'subscription'; readonly id: number; readonly query: string }
  | { readonly type: 'rule'; readonly code: string; readonly reason: string }
