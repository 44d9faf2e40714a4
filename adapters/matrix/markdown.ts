import { Marked, type Token, type Tokens } from 'marked'

/** Only what templates/chat writes is Markdown: the rest of it is what people happened to write. */
const none = () => undefined
const small = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    code: none,
    fences: none,
    heading: none,
    hr: none,
    blockquote: none,
    html: none,
    def: none,
    table: none,
    lheading: none,
    escape: none,
    tag: none,
    reflink: none,
    autolink: none,
    url: none,
    del: none,
    // `false` leaves it to the library; other marks of a list are what people wrote.
    list: (src) => (/^ {0,3}(?:-|\d{1,9}\.) /.test(src) ? false : undefined),
    // The library also takes a backslash for a part of the line break.
    br(src) {
      const raw = /^[^\S\n]*\n[^\S\n]*(?!\s*$)/.exec(src)?.[0]
      return raw === undefined ? undefined : { type: 'br', raw }
    },
    emStrong(src) {
      const raw = /^\*\*(?!\s)[^\n]*?\S\*\*/.exec(src)?.[0]
      if (raw === undefined) return undefined
      const text = raw.slice(2, -2)
      return { type: 'strong', raw, text, tokens: this.lexer.inlineTokens(text) }
    },
    codespan(src) {
      const raw = /^`[^`\n]+`/.exec(src)?.[0]
      return raw === undefined ? undefined : { type: 'codespan', raw, text: raw.slice(1, -1) }
    },
    link(src) {
      const found = /^\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>"]+)\)/.exec(src)
      if (found === null) return undefined
      const [raw, text = '', href = ''] = found
      return { type: 'link', raw, href, title: null, text, tokens: [] }
    },
  },
})

/** The small Markdown of templates/chat as HTML and as plain text, which say the same. Nothing else becomes HTML. */
export function renderMarkdown(markdown: string): { readonly plain: string; readonly html: string } {
  const tokens = small.lexer(harmless(markdown))
  return { plain: plainBlocks(tokens).trim(), html: htmlBlocks(tokens) }
}

const joiner = '\u2060'

/** `@room` could ring for everybody, and a link to a person would show as a mention: an invisible sign parts them. */
function harmless(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\0', '\ufffd')
    .replaceAll(/@(?=room)/gi, `@${joiner}`)
    .replaceAll(/(matrix\.to|matrix:)(?=[/u])/gi, `$1${joiner}`)
}

/** Block by block; lines that are in no list stand in paragraphs. */
function htmlBlocks(tokens: readonly Token[]): string {
  const blocks = tokens.filter(({ type }) => type !== 'space')
  const [only] = blocks
  if (blocks.length === 1 && only !== undefined && !isList(only)) return htmlLine(only)
  return blocks.map((block) => (isList(block) ? htmlList(block) : `<p>${htmlLine(block)}</p>`)).join('')
}

function htmlList(list: Tokens.List): string {
  const markers = list.items.map(markerOf)
  const items = list.items.map(htmlItem)
  if (!list.ordered) return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
  const first = Number.parseInt(markers[0] ?? '1', 10)
  const inOrder = markers.every((marker, at) => marker === `${first + at}.`)
  // Numbers that a list would change are written out: they are somebody's words.
  if (!inOrder) return `<p>${items.map((item, at) => `${markers[at]} ${item}`).join('<br>')}</p>`
  const start = first === 1 ? '' : ` start="${first}"`
  return `<ol${start}>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`
}

function htmlItem({ tokens }: Tokens.ListItem): string {
  return tokens
    .filter(({ type }) => type !== 'space')
    .map((token, at, all) => {
      if (isList(token)) return htmlList(token)
      const before = all[at - 1]
      const breaks = before !== undefined && before.type !== 'checkbox' && !isList(before)
      return `${breaks ? '<br>' : ''}${htmlLine(token)}`
    })
    .join('')
}

/** What stands in a line, escaped. */
function htmlLine(token: Token): string {
  switch (token.type) {
    case 'strong':
      return `<strong>${htmlInside(token)}</strong>`
    case 'codespan':
      return `<code>${escapeHtml(textOf(token))}</code>`
    case 'link':
      return `<a href="${escapeHtml(hrefOf(token))}">${escapeHtml(textOf(token))}</a>`
    case 'br':
      return '<br>'
    default:
      return htmlInside(token)
  }
}

function htmlInside(token: Token): string {
  const inside = insideOf(token)
  return inside.length === 0 ? escapeHtml(token.raw) : inside.map(htmlLine).join('')
}

function plainBlocks(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.type === 'space' ? token.raw.replaceAll(/[^\n]/g, '') : plainBlock(token)))
    .join('')
}

function plainBlock(token: Token): string {
  const end = /\n*$/.exec(token.raw)?.[0] ?? ''
  return `${isList(token) ? plainList(token) : plainLine(token).trimEnd()}${end}`
}

function plainList({ items }: Tokens.List): string {
  return items
    .map((item) => {
      const marker = markerOf(item)
      const text = plainBlocks(item.tokens).trim()
      return `${marker} ${text.replaceAll('\n', `\n${' '.repeat(marker.length + 1)}`)}`
    })
    .join('\n')
}

function plainLine(token: Token): string {
  switch (token.type) {
    case 'codespan':
      return textOf(token)
    case 'link':
      return textOf(token) === hrefOf(token) ? hrefOf(token) : `${textOf(token)} (${hrefOf(token)})`
    case 'br':
      return '\n'
    default: {
      const inside = insideOf(token)
      return inside.length === 0 ? token.raw : inside.map(plainLine).join('')
    }
  }
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list'
}

/** `-` or `7.`, as it was written. */
function markerOf({ raw }: Tokens.ListItem): string {
  return raw.trim().split(/\s/)[0] ?? '-'
}

function insideOf(token: Token): readonly Token[] {
  return 'tokens' in token && token.tokens !== undefined ? token.tokens : []
}

function textOf(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw
}

function hrefOf(token: Token): string {
  return 'href' in token && typeof token.href === 'string' ? token.href : ''
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
