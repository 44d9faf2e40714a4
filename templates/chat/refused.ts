import type { Refusal } from '#core/refusal.ts'
import { wordRefusal } from '../refusals.ts'
import { blocks, code, plain, type Worded } from './worded.ts'

/** A refusal in a chat: its sentence, and the corrected command when there is one to show. */
export function wordRefused({ refusal, correction }: { refusal: Refusal; correction?: string }): Worded {
  const text = blocks(
    plain(wordRefusal(refusal)),
    correction === undefined ? '' : `Essayez : ${code(correction)}`,
  )
  return correction === undefined ? { text } : { text, choices: [correction] }
}
