import type { OperatorCommand } from './command.ts'
import { deadLettersCommand } from './commands/dead-letters.ts'
import { digestCommand } from './commands/digest.ts'
import { importCommand } from './commands/import.ts'
import { reindexCommand } from './commands/reindex.ts'
import { tokenCommand } from './commands/token.ts'
import { verifyCommand } from './commands/verify.ts'

/** Every command of the operator, in the order of the help. */
export const operatorCommands: readonly OperatorCommand[] = [
  importCommand,
  tokenCommand,
  reindexCommand,
  digestCommand,
  deadLettersCommand,
  verifyCommand,
]
