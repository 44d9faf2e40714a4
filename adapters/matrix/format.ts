import { startOf } from '#core/query/cut.ts'
import { renderMarkdown } from './markdown.ts'

/** The content of a Matrix text message. The body reads well without the HTML, and says the same. */
export interface TextContent {
  readonly msgtype: 'm.text' | 'm.notice'
  readonly body: string
  readonly format: 'org.matrix.custom.html'
  readonly formatted_body: string
}

/**
 * A text in the small Markdown of templates/chat as a Matrix message. What people wrote in it stays text: no HTML, no
 * image, no mention. @param options.quiet phones do not ring for it
 */
export function formatMessage(markdown: string, options: { readonly quiet?: boolean } = {}): TextContent {
  const { plain, html } = renderMarkdown(markdown)
  return {
    msgtype: options.quiet === true ? 'm.notice' : 'm.text',
    body: plain,
    format: 'org.matrix.custom.html',
    formatted_body: html,
  }
}

/** An event has at most 65,536 bytes; encrypted, a content grows by a third, and the meaning of an answer goes with it. */
const largestContent = 40_000

/** A text in as many messages as it needs, cut between paragraphs, or else between lines, words, signs. @param max bytes of a content */
export function splitMessage(markdown: string, max = largestContent): string[] {
  return split(markdown, ['\n\n', '\n', ' '], max)
}

function split(text: string, separators: readonly string[], max: number): string[] {
  if (sizeOf(text) <= max) return [text]
  const [separator, ...finer] = separators
  if (separator === undefined) {
    const signs = [...text]
    const middle = Math.ceil(signs.length / 2)
    const halves = [signs.slice(0, middle), signs.slice(middle)].map((half) => half.join(''))
    return signs.length < 2 ? [text] : halves.flatMap((half) => split(half, [], max))
  }
  const parts: string[] = []
  let room = 0
  for (const piece of text.split(separator)) {
    const size = sizeOf(piece)
    const last = parts.at(-1)
    if (size > max) {
      parts.push(...split(piece, finer, max))
      room = 0
    } else if (last !== undefined && size <= room) {
      parts.splice(-1, 1, `${last}${separator}${piece}`)
      room -= size
    } else {
      parts.push(piece)
      room = max - size
    }
  }
  return parts.filter((part) => part.trim() !== '')
}

function sizeOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(formatMessage(text)))
}

/** Answers a message. */
export function replyRelation(id: string) {
  return { 'm.relates_to': { 'm.in_reply_to': { event_id: id } } } as const
}

/** Stands in the thread of `root`; clients without threads show it as an answer to `replyTo`. */
export function threadRelation(root: string, replyTo = root) {
  return {
    'm.relates_to': {
      rel_type: 'm.thread',
      event_id: root,
      is_falling_back: true,
      'm.in_reply_to': { event_id: replyTo },
    },
  } as const
}

const longestFallback = 500

/** Replaces what a message says. Its own body is for clients that know no edits: short, as the new content stands beside it. */
export function editContent<Content extends { readonly body: string }>(id: string, content: Content) {
  const short = startOf(content.body, longestFallback)
  return {
    msgtype: 'm.notice',
    body: `* ${short}${short === content.body ? '' : '…'}`,
    ...mentions([]),
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: id },
  } as const
}

/** Who is called by a message. Always said, since without it a name or `@room` in the body would ring. */
export function mentions(userIds: readonly string[]) {
  return { 'm.mentions': userIds.length === 0 ? {} : { user_ids: [...userIds] } } as const
}
