/** Levels of arrays and objects that a body may have: no route wants more than five. */
export const mostLevels = 32

/** How deep a JSON text nests, found without reading it: what reads it may go down level by level. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (sign === '[' || sign === '{') deepest = Math.max(deepest, ++depth)
    else if (sign === ']' || sign === '}') depth -= 1
  }
  return deepest
}
