/**
 * One thing that can be asked of an event, as the language, the help and the executors know it.
 * Common facets are in core/query/facets.ts; each kind declares its own (core/kinds).
 */
export interface Facet {
  /** The facet's own name, in French without accents: what `Facts.keys` and the trees carry (`danger`, `dept`, `etat`). */
  readonly name: string
  /** Every name it answers to besides, French and English, any accents: `['département', 'department']`. */
  readonly words: readonly string[]
  readonly label: string
  readonly type: 'code' | 'day' | 'number'
  /** For `code`: the values that can be written. */
  readonly values?: ValueSource
  /** A field name and value that an agent could write, for help and for a test: `danger:listeria`. */
  readonly example: string
}

export interface ValueSource {
  /** Codes for what was written (accents and case free), several when it names several; none when it is unknown. */
  find(written: string): readonly string[]
  /** The nearest known values, best first, for an error message. At most `limit`. */
  suggest(written: string, limit: number): readonly string[]
  /** The French label of a code; the code itself when unknown. */
  label(code: string): string
  /** How people write a code; the code itself when absent. `find` must find it. */
  said?(code: string): string
}
