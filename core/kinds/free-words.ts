import { spansOf, type Token } from '../query/words.ts'

/** Words of what was typed for a search that are neither between quotation marks nor in a field or its value. */
export function freeWords(text: string): readonly Token[] {
  const bare = text.replace(/"[^"]*"|«[^«»]*»|“[^“”]*”/g, (quoted) => ' '.repeat(quoted.length))
  return spansOf(bare).filter(({ start, end }) => {
    const before = bare.slice(Math.max(0, start - 2), start)
    return !/[:._@*]$|(?:^|[\s(])-$/.test(before) && !/^ ?:|^[*@_]/.test(bare.slice(end, end + 2))
  })
}

/** The text with what stands outside quotation marks changed. */
export function mapUnquoted(text: string, change: (piece: string) => string): string {
  let done = 0
  const pieces: string[] = []
  for (const { 0: quoted, index } of text.matchAll(/"[^"]*"|«[^«»]*»|“[^“”]*”/g)) {
    pieces.push(change(text.slice(done, index)), quoted)
    done = index + quoted.length
  }
  return [...pieces, change(text.slice(done))].join('')
}
