import { Audit } from './audit.ts'
import { Careful } from './careful.ts'
import { Chained } from './chained.ts'
import { ChatRooms } from './chat-rooms.ts'
import { DocumentScan } from './document-scan.ts'
import { First } from './first.ts'
import { KeptAnswers } from './kept-answers.ts'
import { Outcomes } from './outcomes.ts'
import { OutsideTold } from './outside-told.ts'
import { SaidWhere } from './said-where.ts'
import { SetAside } from './set-aside.ts'
import { TakenBack } from './taken-back.ts'
import { TokenScopes } from './token-scopes.ts'
import { WorkByIndex } from './work-by-index.ts'

/** In the order in which they run. Never edit one that has been released: add another. */
export const migrations = [
  { name: '0001-first', class: First },
  { name: '0002-chat-rooms', class: ChatRooms },
  { name: '0003-outside-told', class: OutsideTold },
  { name: '0004-careful', class: Careful },
  { name: '0005-taken-back', class: TakenBack },
  { name: '0006-set-aside', class: SetAside },
  { name: '0007-token-scopes', class: TokenScopes },
  { name: '0008-kept-answers', class: KeptAnswers },
  { name: '0010-audit', class: Audit },
  { name: '0011-document-scan', class: DocumentScan },
  { name: '0012-outcomes', class: Outcomes },
  { name: '0013-chained', class: Chained },
  { name: '0014-work-by-index', class: WorkByIndex },
  { name: '0015-said-where', class: SaidWhere },
]
