import type { Refusal } from '#core/refusal.ts'
import { wordRefusal } from '../refusals.ts'
import { wordNarrowed } from './rooms.ts'
import { blocks, code, plain, type Worded } from './worded.ts'

export interface RefusedAnswer {
  readonly refusal: Refusal
  readonly correction?: string
  /** The room that narrows what may be shown there. */
  readonly room?: 'structure' | 'event'
}

/** A refusal in a chat: its sentence, and the corrected command when there is one to show. */
export function wordRefused({ refusal, correction, room }: RefusedAnswer): Worded {
  const text = blocks(
    plain(wordRefusal(inFrench(refusal))),
    room === undefined ? '' : wordNarrowed(room),
    correction === undefined ? '' : `Essayez : ${code(correction)}`,
  )
  return correction === undefined ? { text } : { text, choices: [correction] }
}

/** What programs name in JSON, and people do not. */
const argumentNames: Readonly<Record<string, string>> = {
  reason: 'motif',
  text: 'texte',
  title: 'titre',
  query: 'recherche',
  files: 'fichiers',
}

function inFrench({ code, facts }: Pick<Refusal, 'code' | 'facts'>): Pick<Refusal, 'code' | 'facts'> {
  if (!('issues' in facts)) return { code, facts }
  const issues = facts.issues.map((issue) => ({ ...issue, at: argumentNames[issue.at] ?? issue.at }))
  return { code, facts: { ...facts, issues } }
}
