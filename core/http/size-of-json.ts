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
  /** The first name that one object has twice: readers differ on which of its values counts. */
  readonly repeated: string | undefined
}

const quote = 34
const backslash = 92
const opening = new Set([91, 123])
const closing = new Set([93, 125])
const comma = 44
const colon = 58
const brace = 123

/** An array or object that is not closed yet. */
interface Open {
  items: number
  /** Of an object. */
  readonly names: Set<string> | undefined
}

/**
 * How deep and how wide a JSON text is, in one pass that reads none of it: what reads it may go down level by level, or
 * say of each name that it is unknown.
 */
export function sizeOfJson(text: string): JsonSize {
  const open: Open[] = []
  let repeated: string | undefined
  let levels = 0
  let items = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === quote) {
      const end = endOfString(text, at)
      const names = open.at(-1)?.names
      if (names !== undefined && isName(text, end)) {
        const name = nameOf(text.slice(at, end + 1))
        if (names.has(name)) repeated ??= name
        names.add(name)
      }
      at = end
    } else if (opening.has(sign)) {
      levels = Math.max(levels, open.push({ items: 1, names: sign === brace ? new Set() : undefined }))
      values += 1
    } else if (closing.has(sign)) open.pop()
    else if (sign === comma) {
      const here = open.at(-1) ?? { items: 0, names: undefined }
      here.items += 1
      items = Math.max(items, here.items)
      values += 1
    }
  }
  return { levels, items, values, repeated }
}

/** Whether a colon comes next. */
function isName(text: string, end: number): boolean {
  let at = end + 1
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1
  return text.charCodeAt(at) === colon
}

/** One name may be written in several ways: `"a"` and `"\u0061"`. */
function nameOf(written: string): string {
  try {
    return String(JSON.parse(written))
  } catch {
    // No JSON: said by who reads it.
    return written
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  for (let sign = text.charCodeAt(at); sign !== quote && at < text.length; sign = text.charCodeAt(at))
    at += sign === backslash ? 2 : 1
  return at
}
