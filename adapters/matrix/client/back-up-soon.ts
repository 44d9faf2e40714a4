import { RustBackupManager } from 'matrix-js-sdk/lib/rust-crypto/backup.js'

/** ms at most: keys that come together go together. */
const longestDelay = 200

/**
 * Has keys go to the server's backup as soon as they come. The SDK waits up to 10 s, so that all clients of a person do not
 * come at once; the bot has one, and what was said to it in these seconds could not be read after a restore.
 */
export function backUpSoon(): void {
  Object.defineProperty(RustBackupManager, 'maxBackupLoopStartDelayMillis', { value: longestDelay })
}
