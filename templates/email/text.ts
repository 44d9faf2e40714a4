import type { DocumentItem, EntryBlock, EventBlock } from './blocks.ts'
import type { ReasonLine, ReasonsBlock } from './reasons.ts'

/** Parts of the plain-text twins, in the order of the MJML. Paragraphs are apart by an empty line; empty ones go. */
export function joinText(paragraphs: readonly string[]): string {
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`
}

export function eventText({ title, state, note, link, earlier }: EventBlock): string {
  const page = link === undefined ? '' : `${link.text} : ${link.url}`
  return [title, state, note, page, earlier].filter((line) => line !== '').join('\n')
}

/** What the reader is asked to do; empty when nothing is. */
export function acknowledgeText({ acknowledge }: EventBlock): string {
  return acknowledge === undefined
    ? ''
    : `Ce qui est attendu de vous : ${acknowledge.text} : ${acknowledge.url}`
}

/** What was written and what changed; empty when the entry's sentence says it all. */
export function entryText(entry: EntryBlock): string {
  const { heading, text, documentsTitle, documents, changesTitle, changes } = entry
  const written = [heading, text].filter((line) => line !== '').join('\n')
  const changed =
    changes.length === 0 ? '' : [changesTitle, ...changes.map((change) => `- ${change}`)].join('\n')
  const joined = documents.length === 0 ? '' : [documentsTitle, ...documents.map(documentText)].join('\n')
  return [written, joined, changed].filter((part) => part !== '').join('\n\n')
}

function documentText({ text, url }: DocumentItem): string {
  return `- ${text}${url === '' ? '' : ` : ${url}`}`
}

export function reasonsText({ title, lines, more }: ReasonsBlock): string {
  return [title, ...lines.map(reasonText), more].filter((line) => line !== '').join('\n')
}

function reasonText({ why, link, how }: ReasonLine): string {
  const page = link === undefined ? '' : `${link.text} : ${link.url}`
  return [`- ${why}`, ...[page, how].filter((line) => line !== '').map((line) => `  ${line}`)].join('\n')
}
