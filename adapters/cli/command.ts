import type { Parts } from '../parts.ts'

/** A command of the operator: data, from which the help and its test derive. */
export interface OperatorCommand {
  readonly name: string
  /** One line, in French, as the list shows it. */
  readonly summary: string
  /** What follows `npm run vigie --`. */
  readonly usage: string
  readonly details: readonly string[]
  /** Complete lines that a test reads. */
  readonly examples: readonly string[]
  readonly options?: Readonly<Record<string, CommandOption>>
  /** How many words it takes after its name: at least, at most. */
  readonly words: readonly [number, number]
  /** Whether it may be the first thing done on a new installation: else it is refused where there is no database. */
  readonly begins?: (words: readonly string[]) => boolean
  /** Also where this machine's secret is not the one of the database (commands/secret.ts). */
  readonly withAnySecret?: boolean
  run(parts: Parts, input: OperatorInput): Promise<void>
}

export interface CommandOption {
  readonly type: 'boolean' | 'string'
  /** Its value is kept nowhere. */
  readonly secret?: boolean
}

export interface OperatorInput {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Prints a line. */
  readonly say: (line: string) => void
  /** A progress bar of `total` steps; nothing is drawn when the output is not a terminal. */
  readonly progress: (label: string) => Progress
}

export interface Progress {
  update(done: number, total?: number): void
  stop(): void
}

/** What the operator typed does not hold: the sentence says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
