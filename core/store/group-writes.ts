/**
 * Writes what comes while the write before it runs together, in one go: each as soon as can be, all of a burst in two
 * statements. What a write throws is thrown to each whose value it held.
 */
export function groupWrites<T>(write: (values: readonly T[]) => Promise<void>): (value: T) => Promise<void> {
  let waiting: { value: T; done: PromiseWithResolvers<void> }[] = []
  let running = false

  const run = async (): Promise<void> => {
    running = true
    // One turn of the loop: what ends at once goes together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        await write(group.map(({ value }) => value))
        for (const { done } of group) done.resolve()
      } catch (error) {
        for (const { done } of group) done.reject(error)
      }
    }
    running = false
  }

  return (value) => {
    const done = Promise.withResolvers<void>()
    waiting.push({ value, done })
    if (!running) void run()
    return done.promise
  }
}
