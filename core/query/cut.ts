/** The first UTF-16 units of a text, never half of a pair: half of one is no text, and PostgreSQL takes no JSON with it. */
export function startOf(text: string, most: number): string {
  const start = text.slice(0, most)
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start
}

/** The text, or its beginning with an ellipsis. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${startOf(text, most)}…` : text
}
