import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const longest = 500

/** The lines that were typed, newest first, kept beside the socket; for this user of the system only. */
export function openHistory(socketPath: string): {
  readonly lines: string[]
  save(lines: readonly string[]): void
} {
  const path = join(dirname(socketPath), 'console-history')
  return {
    lines: read(path),
    save: (lines) => {
      // A folder that cannot be written to costs the history, not the chat.
      try {
        writeFileSync(path, `${lines.slice(0, longest).join('\n')}\n`, { mode: 0o600 })
        // One that was there keeps its mode.
        chmodSync(path, 0o600)
      } catch {}
    },
  }
}

function read(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, longest)
  } catch {
    return []
  }
}
