import type { EntryBrief, EventBrief, LabelledValue } from '#core/diffusion/notice.ts'
import { count, entrySentence, formatInstant, viewNotes } from '../words.ts'
import { writtenTexts } from '../written-texts.ts'
import { changeLines, documentLines, eventFacts, eventTitle, fieldLines } from './event-line.ts'
import { pageAmong, pageWords } from './pages.ts'
import { blocks, bold, bullets, code, lines, plain, shorten, type Worded } from './worded.ts'

/** An event as `voir` shows it. */
export interface CardAnswer {
  readonly brief: EventBrief
  readonly fields: readonly LabelledValue[]
  /** ISO 8601 instants. */
  readonly createdAt: string
  readonly publishedAt: string | null
  readonly updatedAt: string
  readonly links: readonly string[]
  /** A page of its journal, oldest first. */
  readonly entries: readonly EntryBrief[]
  readonly entryCount: number
  /** Which page was asked for: 1 is the end of the journal. */
  readonly page: number
  /** Entries a page. */
  readonly size: number
}

export function wordCard(card: CardAnswer): Worded {
  const { brief, fields, links, entries, entryCount } = card
  return {
    text: blocks(
      lines(eventTitle(brief), eventFacts(brief), dates(card), viewNotes[brief.view]),
      bullets(fieldLines(fields)),
      links.length === 0 ? '' : `Évènements liés : ${links.join(', ')}`,
      lines(
        `${bold('Fil de suivi')}${entries.length < entryCount ? ` (${count(entries.length, 'ligne')} sur ${entryCount})` : ''}`,
        ...entries.map(entryLines),
        pageWords(`voir ${brief.number}`, pageAmong(entryCount, card)),
      ),
      `${brief.state === 'draft' ? `${code(`publier ${brief.number}`)}, ` : ''}${code(`suivre ${brief.number}`)}, ${code(`portée ${brief.number}`)}, ${code(`preuve ${brief.number}`)}`,
    ),
  }
}

function dates({ createdAt, publishedAt, updatedAt }: CardAnswer): string {
  return publishedAt === null
    ? `Brouillon créé le ${formatInstant(createdAt)}, modifié le ${formatInstant(updatedAt)}`
    : `Publié le ${formatInstant(publishedAt)}, modifié le ${formatInstant(updatedAt)}`
}

/** What was done, then what was written, under it. */
export function entryLines(entry: EntryBrief): string {
  const { at, body } = entry
  const changes = changeLines(body.changes ?? [])
  return lines(
    `- ${formatInstant(at)} : ${plain(entrySentence(entry))}`,
    ...indent([
      body.title === undefined ? '' : bold(body.title),
      ...writtenTexts(entry).map((text) => plain(shorten(text, 500))),
      ...changes,
      bullets(documentLines(body.documents ?? [])),
    ]),
  )
}

function indent(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => `  ${line}`)
}
