import type { Logger } from 'matrix-js-sdk/lib/logger.js'
import { logger } from 'matrix-js-sdk/lib/logger.js'

const nothing = () => undefined

/** The SDK writes much, and may write ids of people and rooms: what matters is told by `report`. */
export const silent: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  getChild: () => silent,
}

/** Also the parts of the SDK that take no logger: theirs (of loglevel, which the type hides) and what derives from it. */
export function silenceSdk(): void {
  if (!('rebuild' in logger && typeof logger.rebuild === 'function')) return
  Object.assign(logger, { methodFactory: () => nothing })
  logger.rebuild()
}
