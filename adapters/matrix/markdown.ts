import { type Piece, readLine } from './markdown-line.ts'

/** Lists deeper than this are text, so that no text is too deep to be shown. */
const deepest = 5
/** Other marks of a list are what people wrote. */
const listMark = /^ {0,3}(-|\d{1,9}\.) /

type Block =
  | { readonly type: 'lines'; readonly lines: string[] }
  | { readonly type: 'list'; readonly marks: string[]; readonly items: (readonly string[])[] }

/**
 * The small Markdown of templates/chat as HTML and as plain text, which say the same. Nothing else becomes HTML: the
 * rest of a text is what people happened to write. Any text has a form, in time that grows as its length.
 */
export function renderMarkdown(markdown: string): { readonly plain: string; readonly html: string } {
  const lines = harmless(markdown).split('\n')
  return { plain: lines.map(plainLine).join('\n').trim(), html: htmlBlocks(blocksOf(lines, 0)) }
}

const joiner = '\u2060'

/** `@room` could ring for everybody, and a link to a person would show as a mention: an invisible sign parts them. */
function harmless(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd')
    .replaceAll(/@(?=room)/gi, `@${joiner}`)
    .replaceAll(/(matrix\.to|matrix:)(?=[/u])/gi, `$1${joiner}`)
}

/** Paragraphs and lists. What is indented under an item, or follows it after an empty line so, belongs to it. */
function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = []
  let paragraph: string[] | undefined
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const [head = '', mark = ''] = depth < deepest ? (listMark.exec(line) ?? []) : []
    if (head !== '') {
      const end = endOfItem(lines, at, head.length)
      const item = lines.slice(at, end).map((one) => one.slice(head.length))
      const before = paragraph === undefined ? blocks.at(-1) : undefined
      if (before?.type === 'list' && isNext(before.marks, mark)) {
        before.marks.push(mark)
        before.items.push(item)
      } else blocks.push({ type: 'list', marks: [mark], items: [item] })
      paragraph = undefined
      at = end
      continue
    }
    if (line.trim() === '') paragraph = undefined
    else if (paragraph === undefined) {
      paragraph = [line]
      blocks.push({ type: 'lines', lines: paragraph })
    } else paragraph.push(line)
    at += 1
  }
  return blocks
}

function endOfItem(lines: readonly string[], start: number, width: number): number {
  const indent = ' '.repeat(width)
  let end = start + 1
  for (let at = end; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.startsWith(indent) && line.trim() !== '') end = at + 1
    else if (line.trim() !== '') break
  }
  return end
}

/** Numbers that a list would change are lines of their own: they are somebody's words. */
function isNext(marks: readonly string[], mark: string): boolean {
  return mark === '-' || marks[0] === '-' ? mark === marks[0] : true
}

function inOrder(marks: readonly string[]): boolean {
  const first = Number.parseInt(marks[0] ?? '1', 10)
  return marks.every((mark, at) => mark === `${first + at}.`)
}

/** Lines that are in no list stand in paragraphs, but for a lone one. */
function htmlBlocks(blocks: readonly Block[]): string {
  const [only] = blocks
  if (blocks.length === 1 && only?.type === 'lines') return htmlLines(only.lines)
  return blocks
    .map((block) => (block.type === 'list' ? htmlList(block, 1) : `<p>${htmlLines(block.lines)}</p>`))
    .join('')
}

function htmlList({ marks, items }: Block & { type: 'list' }, depth: number): string {
  const inside = items.map((item) => htmlItem(blocksOf(item, depth), depth))
  const list = inside.map((item) => `<li>${item}</li>`).join('')
  if (marks[0] === '-') return `<ul>${list}</ul>`
  if (!inOrder(marks)) return `<p>${inside.map((item, at) => `${marks[at]} ${item}`).join('<br>')}</p>`
  const first = Number.parseInt(marks[0] ?? '1', 10)
  return `<ol${first === 1 ? '' : ` start="${first}"`}>${list}</ol>`
}

function htmlItem(blocks: readonly Block[], depth: number): string {
  return blocks
    .map((block, at) => {
      if (block.type === 'list') return htmlList(block, depth + 1)
      return `${blocks[at - 1]?.type === 'lines' ? '<br>' : ''}${htmlLines(block.lines)}`
    })
    .join('')
}

function htmlLines(lines: readonly string[]): string {
  return lines.map((line) => readLine(line.trim()).map(htmlPiece).join('')).join('<br>')
}

function htmlPiece(piece: Piece): string {
  switch (piece.type) {
    case 'strong':
      return `<strong>${piece.inside.map(htmlPiece).join('')}</strong>`
    case 'code':
      return `<code>${escapeHtml(piece.text)}</code>`
    case 'link':
      return `<a href="${escapeHtml(piece.href)}">${escapeHtml(piece.text)}</a>`
    case 'text':
      return escapeHtml(piece.text)
  }
}

function plainLine(line: string): string {
  return readLine(line.trimEnd()).map(plainPiece).join('')
}

function plainPiece(piece: Piece): string {
  switch (piece.type) {
    case 'strong':
      return piece.inside.map(plainPiece).join('')
    case 'link':
      return piece.text === piece.href ? piece.href : `${piece.text} (${piece.href})`
    default:
      return piece.text
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
