import { type Logger, logger } from 'matrix-js-sdk/lib/logger.js'

const nothing = () => undefined

/** Options for a client whose narration nobody wants; DEBUG_MATRIX=1 brings it back. */
export const quietly: { readonly logger?: Logger } =
  process.env.DEBUG_MATRIX === undefined ? { logger: silence() } : {}

function silence(): Logger {
  // The library also narrates outside of any client, on a logger (of loglevel) whose type hides how it is kept quiet.
  // Some of its modules keep hold of it as they are loaded: this module must be loaded before them.
  if ('rebuild' in logger && typeof logger.rebuild === 'function') {
    Object.assign(logger, { methodFactory: () => nothing })
    logger.rebuild()
  }
  const quiet: Logger = {
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    getChild: () => quiet,
  }
  return quiet
}
