import { isRefusal, type QueryProblem, type Refusal } from '#core/refusal.ts'

/** The sentence to send instead, when a refusal lets one be told. */
export function correctionOf(refusal: Refusal, sent: string): string | undefined {
  if (isRefusal(refusal, 'query-invalid')) {
    const { text, at, seen, hint, problem } = refusal.facts
    if (isByForm(problem)) return undefined
    const start = sent.indexOf(text)
    const [best] = hint
    if (best === undefined || start === -1) return undefined
    const place = start + at
    return `${sent.slice(0, place)}${best}${sent.slice(place + seen.length)}`
  }
  if (isRefusal(refusal, 'version-conflict')) return sent.trim().includes('\n') ? undefined : sent.trim()
  if (isRefusal(refusal, 'nothing-to-change')) return `voir ${refusal.facts.number}`
  if (isRefusal(refusal, 'subscription-not-found')) return 'mes abonnements'
  return undefined
}

/** What such a value looks like is shown by examples, and none of them is what was meant. */
function isByForm(problem: QueryProblem): boolean {
  return problem === 'bad-date' || problem === 'bad-number' || problem === 'bad-range'
}
