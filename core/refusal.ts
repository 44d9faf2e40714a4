/** One edited field of an event, as a conflict or a notice shows it. Values are already in words. */
export interface FieldChange {
  readonly field: string
  readonly label: string
  readonly before: string
  readonly after: string
}

/** What somebody else did to a field, and when (ISO 8601). */
export interface OthersChange extends FieldChange {
  readonly by: string
  readonly at: string
}

/** One thing wrong in a piece of input: where, what was seen, what is allowed. */
export interface Issue {
  /** In words: a field's label, the names that lead there, a line of a file. */
  readonly at: string
  /** For programs, where the input is JSON (pointer.ts); of fields, from the fields on. */
  readonly pointer?: string
  /** The part of an HTTP request; its body when absent. */
  readonly in?: 'query' | 'path' | 'header'
  readonly seen: string
  /** As a person typed it, where `seen` is what was made of that. */
  readonly typed?: string
  readonly rule: string
}

/**
 * Every expected failure, by code, with the facts that its sentence needs.
 * The sentences are in templates/refusals.ts; each edge (HTTP, chat) maps the code once.
 */
export interface Refusals {
  'event-not-found': { number: string }
  'structure-not-found': { code: string }
  'agent-not-found': { address: string }
  'subscription-not-found': { id: number }
  'document-not-found': { number: string; id: string }
  /** Its bytes are not given: its scan is not over, or found a virus. */
  'document-held': { number: string; id: string; name: string; why: 'waiting' | 'infected' }
  'document-refused': { name: string; why: DocumentProblem }
  'kind-not-found': { code: string; known: readonly string[] }
  /** The actor may not do this on this event; `need` says who may. */
  'right-missing': { action: string; number: string; need: string }
  'agent-inactive': { address: string }
  /** The event's state does not allow the action. */
  'state-refused': { action: string; number: string; state: string }
  'fields-invalid': { kind: string; issues: readonly Issue[] }
  'input-invalid': { issues: readonly Issue[] }
  /** Somebody changed the same fields since `expected`; no changes: that version is yet to come. */
  'version-conflict': {
    number: string
    expected: number
    actual: number
    changes: readonly OthersChange[]
  }
  'nothing-to-change': { number: string }
  'link-refused': { number: string; reason: 'itself' | 'already' }
  /** `at` is the offset, in UTF-16 units, in the query text; `hint` is what to write instead. */
  'query-invalid': { text: string; at: number; seen: string; problem: QueryProblem; hint: readonly string[] }
  /** Nothing would ever come of this subscription; `query` in people's words. */
  'never-matches': { query: string } & Never
  'import-unreadable': { file: string; problem: string }
  'too-many': { what: string; limit: number }
  /** The agent told people so often in the last minutes that it is no hand's work; `seconds` until he may again. */
  'too-hasty': { acts: number; minutes: number; seconds: number }
  /** The room belongs to another; `structure` is the label of the one that it is bound to. */
  'room-taken': { type: 'direct' | 'structure' | 'event'; structure: string }
  /** No structure's room. */
  'room-unbound': Record<never, never>
  /** `on`: the day of its revocation or of its end, ISO 8601. */
  'token-invalid': { why: 'unknown' | 'revoked' | 'expired'; on: string | undefined }
  unavailable: { what: string }
}

export type QueryProblem =
  | 'unknown-field'
  | 'unknown-value'
  | 'missing-value'
  | 'bad-date'
  | 'bad-number'
  | 'bad-range'
  | 'unclosed-quote'
  | 'unclosed-parenthesis'
  | 'unexpected'
  | 'too-long'
  | 'too-deep'
  /** Only words that every text has: asked for by accident, it would bring everything. */
  | 'too-common'

/** Why no event is ever told for a query: its words exclude each other (`facet`: what they are about), it wants drafts, or what was withdrawn, or domains out of reach. */
export type Never =
  | { readonly why: 'contradiction'; readonly facet: string | undefined }
  | { readonly why: 'drafts' | 'withdrawn' }
  | { readonly why: 'domain'; readonly domains: readonly string[] }

export type DocumentProblem =
  | 'empty'
  | 'too-big'
  | 'executable'
  /** It may run something once it is opened: macros, a page, the image of a disk. */
  | 'active'
  /** An archive that cannot be looked into. */
  | 'closed-archive'
  /** A zip archive that is broken, too deep or too large to be looked into. */
  | 'unreadable-archive'
  /** Its content is behind a password. */
  | 'encrypted'
  /** A virus was found in the same bytes before. */
  | 'infected'
  /** The event has as much as it may have. */
  | 'event-full'
  /** Its sender has sent as much as he may within an hour. */
  | 'too-many-in-an-hour'
  /** Its first bytes are not those of the type that it is said to be. */
  | 'mislabelled'
  /** More files than one act may bring; `name` is the first that is too many. */
  | 'too-many'

export type RefusalCode = keyof Refusals

/** An expected failure raised by a verb. Anything else thrown is a surprise, caught at the edge only. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'Refusal'
  readonly code: C
  readonly facts: Refusals[C]

  constructor(code: C, facts: Refusals[C]) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** True when `error` is a refusal of this code; narrows its facts. */
export function isRefusal<C extends RefusalCode>(error: unknown, code: C): error is Refusal<C> {
  return error instanceof Refusal && error.code === code
}
