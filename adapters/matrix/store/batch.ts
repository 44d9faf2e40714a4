export interface PutRow {
  readonly type: 'put'
  readonly part: string
  readonly key: Buffer
  /** Not yet sealed. */
  readonly plain: Buffer
}

export interface DeleteRow {
  readonly type: 'delete'
  readonly part: string
  readonly key: Buffer
}

/** What to do to the rows of `matrix_store`. */
export type RowChange = PutRow | DeleteRow | { readonly type: 'clear'; readonly part: string }

/** The same as one unordered set: each row occurs once, in `put` or in `deleted`. */
export interface Batch {
  /** Parts that lose all rows but those put. */
  readonly cleared: readonly string[]
  readonly deleted: readonly DeleteRow[]
  readonly put: readonly PutRow[]
}

/** Changes in the order in which they were made → their outcome. */
export function toBatch(changes: readonly RowChange[]): Batch {
  const cleared = new Set<string>()
  const parts = new Map<string, Map<string, PutRow | DeleteRow>>()
  for (const change of changes) {
    const { part } = change
    if (change.type === 'clear') {
      cleared.add(part)
      parts.delete(part)
      continue
    }
    const rows = parts.get(part) ?? new Map()
    rows.set(change.key.toString('base64'), change)
    parts.set(part, rows)
  }
  const last = [...parts.values()].flatMap((rows) => [...rows.values()])
  return {
    cleared: [...cleared],
    deleted: last.filter((change) => change.type === 'delete').filter(({ part }) => !cleared.has(part)),
    put: last.filter((change) => change.type === 'put'),
  }
}
