import { pointer } from '../pointer.ts'
import { type Issue, isRefusal, Refusal, type RefusalCode } from '../refusal.ts'
import { type Fault, type FaultCode, isFault } from './fault.ts'
import type { Problem, ProblemIssue } from './shapes/problem.ts'

export type ProblemCode = RefusalCode | FaultCode

/** The sentences of problems (templates/refusals.ts, templates/web/problems.ts). */
export interface ProblemWords {
  readonly titles: Readonly<Record<ProblemCode, string>>
  refusal(refusal: Refusal): string
  fault(fault: Fault): string
}

/** The HTTP status of every expected failure. */
export const problemStatus = {
  'event-not-found': 404,
  'structure-not-found': 404,
  'agent-not-found': 404,
  'subscription-not-found': 404,
  'document-not-found': 404,
  'document-held': 409,
  'document-refused': 422,
  'kind-not-found': 422,
  'right-missing': 403,
  'agent-inactive': 403,
  'state-refused': 409,
  'fields-invalid': 422,
  'input-invalid': 400,
  // The version is only ever asked for by If-Match.
  'version-conflict': 412,
  'nothing-to-change': 409,
  'link-refused': 409,
  'query-invalid': 400,
  'never-matches': 422,
  'import-unreadable': 422,
  'too-many': 409,
  'too-hasty': 429,
  'room-taken': 409,
  'room-unbound': 404,
  'token-invalid': 401,
  unavailable: 503,
  'token-missing': 401,
  'route-not-found': 404,
  'code-not-found': 404,
  'method-refused': 405,
  'not-acceptable': 406,
  'body-too-large': 413,
  'media-refused': 415,
  'json-unreadable': 400,
  'json-too-deep': 400,
  'json-too-wide': 400,
  'json-name-repeated': 400,
  'headers-too-large': 431,
  'request-late': 408,
  'request-refused': 400,
  'address-refused': 403,
  'scope-missing': 403,
  'key-under-way': 409,
  'key-reused': 422,
  'rate-exceeded': 429,
  'too-slow': 503,
  surprise: 500,
} as const satisfies Record<ProblemCode, number>

/** An expected failure as RFC 9457 says it. @param id of the request, that the user can quote */
export function problemOf(failure: Refusal | Fault, id: string, words: ProblemWords): Problem {
  return {
    type: `urn:vigie:problem:${failure.code}`,
    title: words.titles[failure.code],
    status: problemStatus[failure.code],
    detail: failure instanceof Refusal ? words.refusal(failure) : words.fault(failure),
    instance: `urn:uuid:${id}`,
    ...membersOf(failure),
  }
}

/** What a program needs besides the sentence, for the codes that carry more. */
function membersOf(failure: Refusal | Fault): Partial<Problem> {
  if (isRefusal(failure, 'fields-invalid'))
    return {
      issues: failure.facts.issues.map((issue) => ({
        ...placed(issue, '/fields'),
        label: issue.at,
      })),
    }
  if (isRefusal(failure, 'input-invalid'))
    return { issues: failure.facts.issues.map((issue) => placed(issue, '')) }
  if (isRefusal(failure, 'version-conflict'))
    return {
      version: failure.facts.actual,
      changes: failure.facts.changes.map((change) => ({ ...change })),
    }
  if (isRefusal(failure, 'query-invalid')) return { at: failure.facts.at, hint: [...failure.facts.hint] }
  return {}
}

/** @param within where the input lies in the body that it came in */
function placed(issue: Issue, within: string): ProblemIssue {
  const { at, seen, rule } = issue
  return { in: issue.in ?? 'body', at: `${within}${issue.pointer ?? pointer([at])}`, seen, rule }
}

/** Headers that a status asks for (RFC 9110, RFC 6750). */
export function headersOf(failure: Refusal | Fault): Readonly<Record<string, string>> {
  if (failure.code === 'token-missing') return { 'www-authenticate': 'Bearer realm="vigie"' }
  if (failure.code === 'token-invalid')
    return { 'www-authenticate': 'Bearer realm="vigie", error="invalid_token"' }
  if (isFault(failure, 'scope-missing'))
    return {
      'www-authenticate': `Bearer realm="vigie", error="insufficient_scope", scope="${failure.facts.scope}"`,
    }
  if (isFault(failure, 'method-refused')) return { allow: failure.facts.allowed.join(', ') }
  if (isFault(failure, 'rate-exceeded') || isRefusal(failure, 'too-hasty'))
    return { 'retry-after': String(failure.facts.seconds) }
  if (failure.code === 'key-under-way') return { 'retry-after': '1' }
  if (failure.code === 'unavailable' || failure.code === 'too-slow') return { 'retry-after': '10' }
  return {}
}
