/** While a call with a key runs, another with the same key gets its result instead of running too. */
export function shareRunning<Input, Result>(
  keyOf: (input: Input) => string,
  run: (input: Input) => Promise<Result>,
): (input: Input) => Promise<Result> {
  const running = new Map<string, Promise<Result>>()
  return (input) => {
    const key = keyOf(input)
    const known = running.get(key)
    if (known !== undefined) return known
    const result = run(input).finally(() => running.delete(key))
    running.set(key, result)
    return result
  }
}
