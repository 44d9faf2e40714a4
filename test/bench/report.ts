/** A line that says how far a long step is, on a terminal only. */
export function progress(what: string, total: number): { at(done: number): void; done(): void } {
  const show = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
  }
  return {
    at: (done) => show(`  ${what}: ${Math.floor((100 * done) / total)} %`),
    done: () => show(''),
  }
}

export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** Three significant digits, with thousands apart. */
export function rate(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en')
}

/** One number for the matches of all events, whatever the order within each. */
export function hashOf(matches: readonly (readonly number[])[]): number {
  let hash = 0x811c_9dc5
  for (const ids of matches)
    for (const id of [ids.length, ...ids.toSorted((a, b) => a - b)]) hash = Math.imul(hash ^ id, 0x0100_0193)
  return hash >>> 0
}
