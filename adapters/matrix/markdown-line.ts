/** A piece of a line; its text is as it was written. */
export type Piece =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string }
  | { readonly type: 'strong'; readonly inside: readonly Piece[] }

const link = /\[([^[\]]+)\]\((https?:\/\/[^\s()<>"]+)\)/y
const text = /[^*`[]+/y

/** The pieces of one line, in one pass: what was found to close nothing is not looked for again. */
export function readLine(line: string): readonly Piece[] {
  return piecesOf(line, true)
}

function piecesOf(line: string, strong: boolean): Piece[] {
  const pieces: Piece[] = []
  let bold = strong
  let code = true
  let plain = 0
  const push = (from: number, to: number, piece: Piece): number => {
    if (from > plain) pieces.push({ type: 'text', text: line.slice(plain, from) })
    pieces.push(piece)
    plain = to
    return to
  }
  for (let at = 0; at < line.length; ) {
    const sign = line.charAt(at)
    if (sign === '*' && bold && line.startsWith('**', at)) {
      const end = endOfStrong(line, at)
      bold = end !== -1
      if (end > 0) {
        // Nothing within it can close another one: the first that closes it ends it.
        at = push(at, end + 2, { type: 'strong', inside: piecesOf(line.slice(at + 2, end), false) })
        continue
      }
    }
    if (sign === '`' && code) {
      const end = line.indexOf('`', at + 1)
      code = end !== -1
      if (end > at + 1) {
        at = push(at, end + 1, { type: 'code', text: line.slice(at + 1, end) })
        continue
      }
    }
    if (sign === '[') {
      const found = matchAt(link, line, at)
      const [whole = '', said = '', href = ''] = found ?? []
      if (found !== undefined) {
        at = push(at, at + whole.length, { type: 'link', text: said, href })
        continue
      }
    }
    at += Math.max(1, matchAt(text, line, at)?.[0].length ?? 0)
  }
  if (plain < line.length) pieces.push({ type: 'text', text: line.slice(plain) })
  return pieces
}

/** Where what opens at `at` is closed: by stars that follow a letter. 0: it opens nothing; -1: nothing closes it. */
function endOfStrong(line: string, at: number): number {
  if (/\s/.test(line.charAt(at + 2))) return 0
  let end = line.indexOf('**', at + 3)
  while (end !== -1 && /\s/.test(line.charAt(end - 1))) end = line.indexOf('**', end + 1)
  return end
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(line) ?? undefined
}
