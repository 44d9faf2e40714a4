import { destination, type Logger, pino } from 'pino'
import type { Config, LogLevel } from './config.ts'
import { hider } from './hide-secrets.ts'

/** The log of a process, on its error output, without the secrets of its configuration. */
export function openLog(config: Config, level: LogLevel): Logger {
  const out = destination(2)
  const hide = hider(config)
  return pino({ level, base: null }, { write: (line) => out.write(hide(line)) })
}
