import type { Node } from '../kind.ts'

/**
 * Reads the nodes of a tree from an outline: one a line, two spaces deeper than its parent,
 * `code | label` or `code | label | word, other word`.
 * @throws Error on a line that is not one: an outline is our own data
 */
export function outline(text: string): Node[] {
  const path: string[] = []
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const depth = (line.length - line.trimStart().length) / 2
      const [code, label, words, ...rest] = line.split('|').map((part) => part.trim())
      if (!code || !label || rest.length > 0 || !Number.isInteger(depth) || depth > path.length)
        throw new Error(`This line of an outline has no place or no label: "${line}"`)
      const parent = path[depth - 1]
      path.length = depth
      path.push(code)
      return { code, label, parent, words: splitWords(words ?? '') }
    })
}

function splitWords(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
