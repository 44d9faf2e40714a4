import type { OperatorCommand } from './command.ts'
import { anchorCommand } from './commands/anchor.ts'
import { antivirusCommand } from './commands/antivirus.ts'
import { auditCommand } from './commands/audit.ts'
import { deadLettersCommand } from './commands/dead-letters.ts'
import { digestCommand } from './commands/digest.ts'
import { hasteCommand } from './commands/haste.ts'
import { identityCommand } from './commands/identity.ts'
import { importCommand } from './commands/import.ts'
import { matrixCommand } from './commands/matrix.ts'
import { proofCommand } from './commands/proof.ts'
import { reindexCommand } from './commands/reindex.ts'
import { secretCommand } from './commands/secret.ts'
import { setAsideCommand } from './commands/set-aside.ts'
import { tokenCommand } from './commands/token.ts'
import { verifyCommand } from './commands/verify.ts'

/** Every command of the operator, in the order of the help. */
export const operatorCommands: readonly OperatorCommand[] = [
  importCommand,
  identityCommand,
  tokenCommand,
  secretCommand,
  hasteCommand,
  reindexCommand,
  digestCommand,
  deadLettersCommand,
  setAsideCommand,
  verifyCommand,
  anchorCommand,
  proofCommand,
  auditCommand,
  antivirusCommand,
  matrixCommand,
]
