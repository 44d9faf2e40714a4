import { fstatSync, writeSync } from 'node:fs'
import { type Logger, pino } from 'pino'
import type { Config, LogLevel } from './config.ts'
import { hider } from './hide-secrets.ts'

/** The log of a process, on its error output, without the secrets of its configuration. */
export function openLog(config: Config, level: LogLevel): Logger {
  const hide = hider(config)
  const write = fstatSync(2).isFile() ? intoFile : (text: string) => void process.stderr.write(text)
  return pino({ level, base: null }, { write: (line) => write(hide(line)) })
}

/**
 * A disk that is full loses what is said until it has room again, and stops nothing. Pino's own destination throws then
 * into whoever said it, and keeps the process from ending until the line is written.
 */
function intoFile(text: string): void {
  try {
    writeSync(2, text)
  } catch {
    // There is nowhere to say it.
  }
}
