import { spansOf, type Token } from '../query/words.ts'

/** Words of what was typed for a search that are neither between quotation marks nor in a field or its value. */
export function freeWords(text: string): readonly Token[] {
  const bare = text.replace(/"[^"]*"|«[^«»]*»|“[^“”]*”/g, (quoted) => ' '.repeat(quoted.length))
  return spansOf(bare).filter(({ start, end }) => {
    const before = bare.slice(Math.max(0, start - 2), start)
    return !/[:._@*]$|(?:^|[\s(])-$/.test(before) && !/^ ?:|^[*@_]/.test(bare.slice(end, end + 2))
  })
}
