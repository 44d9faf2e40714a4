import type { LabelledValue, Notice } from '#core/diffusion/notice.ts'
import { startOf } from '../start-of.ts'
import {
  changedBy,
  changeLine,
  count,
  documentLine,
  entrySentence,
  stateLabels,
  viewNotes,
} from '../words.ts'
import { writtenTexts } from '../written-texts.ts'
import { type Link, type MailLinks, moment } from './mail.ts'

/** One event in a mail, in words: both the HTML and the plain text read this and nothing else, so they say the same. */
export interface EventBlock {
  readonly title: string
  /** Kind, state, structure and version. */
  readonly state: string
  /** What the reader's view leaves out; empty when it is everything. */
  readonly note: string
  readonly link: Link | undefined
  /** Says that older entries were left out; empty when none was. */
  readonly earlier: string
  readonly entries: readonly EntryBlock[]
  readonly fieldsTitle: string
  readonly fields: readonly LabelledValue[]
  /** Where the reader says that he took note; undefined when he is not asked to. */
  readonly acknowledge: Link | undefined
  /** The reasons in one line, for a digest. */
  readonly why: string
}

export interface EntryBlock {
  /** Who did what and when. */
  readonly what: string
  readonly heading: string
  readonly text: string
  readonly documentsTitle: string
  readonly documents: readonly DocumentItem[]
  readonly changesTitle: string
  readonly changes: readonly string[]
}

export interface DocumentItem {
  /** Name and size. */
  readonly text: string
  /** Where it is; empty when it has no address. */
  readonly url: string
}

export interface BlockLimits {
  /** Longest text of an entry or of a field, in UTF-16 units. */
  readonly text: number
  /** Most entries of one event: the latest are kept. */
  readonly entries: number
}

/** The notices of one event, oldest first. */
export function eventBlock(notices: readonly Notice[], links: MailLinks, limits: BlockLimits): EventBlock {
  const last = notices.at(-1)
  if (last === undefined) throw new Error('an event block needs at least one notice')
  const { event } = last
  const shown = notices.slice(-limits.entries)
  const hidden = notices.length - shown.length
  const whole = notices.map(({ telling }) => telling).findLast((telling) => telling.type === 'whole')
  const page = links.event?.(event.number)
  return {
    title: `${event.number} – ${event.title}`,
    state: `${event.kind}, ${stateLabels[event.state]}. ${event.structure}, version ${event.version}.`,
    note: viewNotes[event.view],
    link: page === undefined ? undefined : { url: page, text: `Ouvrir la fiche ${event.number}` },
    earlier:
      hidden === 0
        ? ''
        : `${count(hidden, 'nouvelle plus ancienne', 'nouvelles plus anciennes')} à lire dans Vigie : demandez « voir ${event.number} » à Vigie.`,
    entries: shown.map((notice) => entryBlock(notice, links, limits)),
    fieldsTitle: 'La fiche',
    fields: (whole?.fields ?? []).map(({ label, value }) => ({
      label,
      value: shorten(value, limits.text, event.number),
    })),
    acknowledge: acknowledgeLink(notices, event.number),
    why: '',
  }
}

/** One link does for the event: it is the last notice that is acknowledged, and who read it read those before. */
function acknowledgeLink(notices: readonly Notice[], number: string): Link | undefined {
  const url = notices.findLast((notice) => notice.acknowledgeLink !== undefined)?.acknowledgeLink
  return url === undefined || !/^https?:\/\//.test(url)
    ? undefined
    : { url, text: `Accuser réception de l’avis sur ${number}` }
}

function entryBlock({ event, entry, telling }: Notice, links: MailLinks, limits: BlockLimits): EntryBlock {
  const { title = '', documents = [] } = entry.body
  const texts = writtenTexts(entry)
  return {
    what: `${entrySentence(entry)}, le ${moment(entry.at)}.`,
    heading: title.trim(),
    text: texts.map((text) => shorten(text, limits.text / texts.length, event.number)).join('\n'),
    documentsTitle: documents.length > 1 ? 'Documents joints' : 'Document joint',
    documents: documents.map((document) => ({
      text: documentLine(document),
      url: links.document?.(event.number, document.id) ?? '',
    })),
    changesTitle:
      telling.type === 'changes'
        ? `Ce qui a changé depuis la version ${telling.since}${changedBy(telling)}`
        : 'Ce qui vient de changer',
    changes: (telling.type === 'changes' ? telling.changes : (entry.body.changes ?? [])).map((change) =>
      shorten(changeLine(change), limits.text, event.number),
    ),
  }
}

/** Cut at a word; says where the rest is. */
function shorten(text: string, limit: number, number: string): string {
  const trimmed = text.trim()
  if (trimmed.length <= limit) return trimmed
  const first = startOf(trimmed, limit)
  const blank = Math.max(first.lastIndexOf(' '), first.lastIndexOf('\n'))
  const cut = blank === -1 ? first : first.slice(0, blank).trimEnd()
  return `${cut} […]\n(La suite est dans Vigie : demandez « voir ${number} ».)`
}
