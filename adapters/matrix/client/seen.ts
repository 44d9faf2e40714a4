/** The last events of each room, so that a shortened timeline is read back no further, and nothing is taken twice. */
export interface SeenEvents {
  has(room: string, id: string): boolean
  add(room: string, id: string): void
}

/** More than a sync brings of a room at once. */
const kept = 300

export function seenEvents(passed: ReadonlyMap<string, readonly string[]> | undefined): SeenEvents {
  const rooms = new Map<string, Set<string>>()
  for (const [room, ids] of passed ?? []) rooms.set(room, new Set(ids))
  return {
    has: (room, id) => rooms.get(room)?.has(id) === true,
    add: (room, id) => {
      const ids = rooms.get(room) ?? new Set()
      rooms.set(room, ids.add(id))
      for (const oldest of ids) {
        if (ids.size <= kept) break
        ids.delete(oldest)
      }
    },
  }
}
