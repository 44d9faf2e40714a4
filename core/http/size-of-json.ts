/** Levels of arrays and objects that a body may have: no route wants more than five. */
export const mostLevels = 32
/** Fields of one object, items of one array. */
export const mostItems = 200
/** Values of a whole body. */
export const mostValues = 5000

export interface JsonSize {
  readonly levels: number
  /** Of the array or object that has most. */
  readonly items: number
  readonly values: number
}

const quote = 34
const backslash = 92
const opening = new Set([91, 123])
const closing = new Set([93, 125])
const comma = 44

/**
 * How deep and how wide a JSON text is, in one pass that reads none of it: what reads it may go down level by level, or
 * say of each name that it is unknown.
 */
export function sizeOfJson(text: string): JsonSize {
  const open: number[] = []
  let levels = 0
  let items = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === quote) at = endOfString(text, at)
    else if (opening.has(sign)) {
      levels = Math.max(levels, open.push(1))
      values += 1
    } else if (closing.has(sign)) open.pop()
    else if (sign === comma) {
      const here = (open.pop() ?? 0) + 1
      open.push(here)
      items = Math.max(items, here)
      values += 1
    }
  }
  return { levels, items, values }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  for (let sign = text.charCodeAt(at); sign !== quote && at < text.length; sign = text.charCodeAt(at))
    at += sign === backslash ? 2 : 1
  return at
}
