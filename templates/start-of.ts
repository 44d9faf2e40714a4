/** The first UTF-16 units of a text, never half of a pair: half of one is no text. */
export function startOf(text: string, most: number): string {
  const start = text.slice(0, most)
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start
}
