import { Fault } from './fault.ts'

/**
 * Where a text stops being JSON. V8 gives a position in some of its messages only, so the longest beginning that
 * could still become JSON is searched by halves: about twenty parses for a body at the limit of size.
 */
export function jsonFault(text: string): Fault<'json-unreadable'> {
  let good = 0
  let bad = text.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  const before = text.slice(0, good)
  const line = before.split('\n').length
  return new Fault('json-unreadable', {
    line,
    column: good - (before.lastIndexOf('\n') + 1) + 1,
    near: text.slice(Math.max(0, good - 20), good + 20).toWellFormed(),
  })
}

/** True when only the end is missing: what V8 complains of, if anything, lies at the end of the text. */
function couldGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (!(error instanceof SyntaxError)) return false
    const position = / at position (\d+)/.exec(error.message)?.[1]
    if (position !== undefined) return Number(position) >= text.length || /Unterminated/.test(error.message)
    return /end of JSON input/.test(error.message)
  }
}
