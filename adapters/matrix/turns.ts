/** Has works of one name done one after the other; works of other names are not waited for. */
export function makeTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const done = (tails.get(name) ?? Promise.resolve()).then(work)
    const settled = done.then(
      () => undefined,
      () => undefined,
    )
    tails.set(name, settled)
    void settled.then(() => {
      if (tails.get(name) === settled) tails.delete(name)
    })
    return done
  }
}
