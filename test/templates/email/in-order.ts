import { expect } from 'vitest'

/** Fails unless the text has these parts, one after the other. */
export function expectInOrder(text: string, parts: readonly string[]): void {
  parts.reduce((from, part) => {
    const at = text.indexOf(part, from)
    expect(at, `« ${part} » after offset ${from} of:\n${text}`).toBeGreaterThanOrEqual(0)
    return at + part.length
  }, 0)
}
