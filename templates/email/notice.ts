import type { Notice } from '#core/diffusion/notice.ts'
import { startOf } from '../start-of.ts'
import { entryTypeLabels } from '../words.ts'
import { type EventBlock, eventBlock } from './blocks.ts'
import type { MailLinks } from './mail.ts'
import { type ReasonsBlock, reasonLines, stopInChat } from './reasons.ts'
import { acknowledgeText, entryText, eventText, joinText, reasonsText } from './text.ts'

/** Everything that the mail of one notice says, in words. */
export interface NoticeMail {
  readonly subject: string
  readonly brand: string
  readonly event: EventBlock
  readonly reasons: ReasonsBlock
  readonly footer: readonly string[]
}

/** Longest entry text of a mail: with the rest of it, well under the 100 KB where mail readers clip. */
const limits = { text: 12_000, entries: 1 } as const

export function noticeMail(notice: Notice, links: MailLinks): NoticeMail {
  const { event, entry, reader } = notice
  const lines = reasonLines([notice], false)
  return {
    subject: noticeSubject(notice),
    brand: 'avis sanitaire',
    event: eventBlock([notice], links, limits),
    reasons: { title: 'Pourquoi recevez-vous ce message ?', lines, more: stopInChat(lines) },
    footer: [
      `Évènement ${event.number}, version ${event.version}, entrée n° ${entry.rank} du fil de suivi. Structure : ${event.structure}.`,
      `Envoyé à ${reader.name}, ${reader.address}. Les heures sont celles de Paris.`,
    ],
  }
}

/** `[Vigie] A-2026.12 – Publication : Listeria monocytogenes, Brie de Meaux (Ferme X)` */
export function noticeSubject({ event, entry }: Notice): string {
  return oneLine(`[Vigie] ${event.number} – ${entryTypeLabels[entry.type]} : ${event.title}`)
}

/** The twin of notice.mjml. */
export function noticeText({ brand, event, reasons, footer }: NoticeMail): string {
  return joinText([
    `Vigie ${brand}`,
    ...event.entries.map(({ what }) => what),
    eventText(event),
    ...event.entries.map(entryText),
    acknowledgeText(event),
    event.fields.length === 0
      ? ''
      : [event.fieldsTitle, ...event.fields.map(({ label, value }) => `- ${label} : ${value}`)].join('\n'),
    reasonsText(reasons),
    ['--', ...footer].join('\n'),
  ])
}

/** A subject is one line, and not longer than a screen shows. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, (space) => (space === '\u00a0' ? space : ' ')).trim()
  return line.length <= 200 ? line : `${startOf(line, 199)}…`
}
