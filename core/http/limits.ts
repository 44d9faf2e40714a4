import type { Limits } from './deps.ts'

/** What holds where nothing else is wished. */
export const defaultLimits: Limits = {
  perMinute: 600,
  pagesPerMinute: 60,
  docsPerMinute: 300,
  refusedPerMinute: 30,
  mostCounted: 10_000,
  answerWithin: 30_000,
}

/** Bytes of a request body. */
export const bodyLimit = 1024 * 1024
/** Milliseconds for a whole request to arrive. */
export const requestTimeout = 30_000
/** Milliseconds that an idle connection is kept: longer than what proxies keep theirs (60 s), so that they close first. */
export const keepAliveTimeout = 72_000
