/** What core asks of an antivirus. */
export interface Scanner {
  /** Throws when it cannot say: the content then waits, and is scanned again. */
  scan(content: Buffer): Promise<Finding>
}

export type Finding =
  | { readonly infected: false }
  /** `signature` is the antivirus' own name of what it found. */
  | { readonly infected: true; readonly signature: string }
