/** What an import does to one thing that its file names; in a dry run, what it would do. */
export interface ImportChange {
  readonly what: 'created' | 'updated' | 'deactivated'
  /** An agent's or a mailbox's address, a rule's code, an event's name at its source. */
  readonly name: string
  /** Of what was there before, what becomes of it. */
  readonly changes?: readonly ValueChange[]
}

export interface ValueChange {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** How an import is run, whatever it imports. */
export interface ImportOptions {
  /** Says what it would do, and changes nothing. */
  readonly trial?: boolean
  readonly onChange?: (change: ImportChange) => void
  /** Lines done so far, and to do. */
  readonly onProgress?: (done: number, total: number) => void
}

/** Each of the labelled values that is not what it was. */
export function valueChanges<Name extends string>(
  labels: Readonly<Record<Name, string>>,
  before: Readonly<Record<NoInfer<Name>, unknown>>,
  after: Readonly<Record<NoInfer<Name>, unknown>>,
): ValueChange[] {
  const names = Object.keys(labels).filter((name): name is Name => name in labels)
  return names
    .map((name) => ({ label: labels[name], before: written(before[name]), after: written(after[name]) }))
    .filter((change) => change.before !== change.after)
}

function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return Array.isArray(value) ? value.join(', ') : String(value)
}
