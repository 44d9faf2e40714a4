/** Bytes of a request body. */
export const bodyLimit = 1024 * 1024
/** Milliseconds for a whole request to arrive. */
export const requestTimeout = 30_000
/** Milliseconds for a handler to answer. */
export const handlerTimeout = 30_000
/** Milliseconds that an idle connection is kept: longer than what proxies keep theirs (60 s), so that they close first. */
export const keepAliveTimeout = 72_000
