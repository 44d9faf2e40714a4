/** Code that a promise rests on, and the tests that must notice when it is changed. */
export interface Group {
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
}

export const groups = {
  /** What was written is found rewritten. */
  journal: {
    mutate: ['core/events/verify-chain.ts', 'core/events/chain.ts', 'core/events/chained-record.ts'],
    tests: ['test/core/proof/history.db.test.ts'],
  },
  /** Nothing is lost, nothing is sent twice, the outcome is what happened. */
  delivery: {
    mutate: [
      'core/diffusion/deliver.ts',
      'core/diffusion/record-outcome.ts',
      'core/diffusion/dead-letters.ts',
      'core/diffusion/versions-told.ts',
    ],
    tests: [
      'test/core/diffusion/retries.db.test.ts',
      'test/core/diffusion/digested.db.test.ts',
      'test/core/diffusion/order.db.test.ts',
      'test/core/diffusion/accounts.db.test.ts',
    ],
  },
  /** A digest has each notice once, and comes when it was asked for. */
  digests: {
    mutate: [
      'core/digests/calendar.ts',
      'core/digests/gather.ts',
      'core/digests/send-digest.ts',
      'core/digests/wake.ts',
      'core/digests/window.ts',
    ],
    tests: ['test/core/digests/*.test.ts', 'test/core/diffusion/digested.db.test.ts'],
  },
  /** The number of a record, once and of its year. */
  numbers: {
    mutate: ['core/events/number.ts', 'core/events/insert-past.ts'],
    tests: ['test/core/events/life.db.test.ts', 'test/core/events/load-events.db.test.ts'],
  },
  /** Who is told: what the index finds is what the query says. */
  matching: {
    mutate: [
      'core/diffusion/match/conjunctions.ts',
      'core/diffusion/match/holds.ts',
      'core/diffusion/match/subscription-index.ts',
    ],
    tests: ['test/core/diffusion/match/*.test.ts'],
  },
  /** What is no yes does nothing. */
  talk: {
    mutate: ['bot/talk/yes-no.ts'],
    tests: ['test/bot/talk/*.test.ts'],
  },
} as const satisfies Record<string, Group>

export type GroupName = keyof typeof groups
