import type { DigestNotice } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { leftOutSentence } from '../chat/bare.ts'
import { count, formatDay, stateLabels } from '../words.ts'
import { type EventBlock, eventBlock } from './blocks.ts'
import { type MailLinks, moment } from './mail.ts'
import { oneLine } from './notice.ts'
import { type ReasonsBlock, reasonLines, stopInChat, whyLine } from './reasons.ts'
import { acknowledgeText, entryText, eventText, joinText, reasonsText } from './text.ts'

/** Everything that the mail of a digest says, in words. */
export interface DigestMail {
  readonly subject: string
  readonly brand: string
  /** How many events, and from when to when. */
  readonly first: string
  readonly title: string
  /** The first events, whole. */
  readonly events: readonly EventBlock[]
  readonly othersTitle: string
  /** The events after them, one line each. */
  readonly others: readonly string[]
  /** Says that even lines were left out; empty when none was. */
  readonly more: string
  readonly reasons: ReasonsBlock
  readonly footer: readonly string[]
}

/** How much a digest shows. The renderer takes the first that stays under the size where mail readers clip. */
export interface DigestSize {
  readonly events: number
  readonly lines: number
  /** Longest text of an entry or a field. */
  readonly text: number
}

export const digestSizes: readonly DigestSize[] = [
  { events: 20, lines: 60, text: 1500 },
  { events: 20, lines: 60, text: 400 },
  { events: 8, lines: 60, text: 400 },
  { events: 0, lines: 60, text: 200 },
]

export function digestMail(digest: DigestNotice, links: MailLinks, size: DigestSize): DigestMail {
  const { reader, notices } = digest
  const events = [...Map.groupBy(notices, (notice) => notice.event.number).values()]
  const full = events.slice(0, size.events)
  const lines = events.slice(size.events, size.events + size.lines)
  const left = events.length - full.length - lines.length
  const day = Temporal.Instant.from(digest.to).toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()
  const unshown = digest.leftOut === undefined ? [] : [leftOutSentence(digest.leftOut)]
  const counted = `${count(events.length, 'évènement')}, ${count(notices.length, 'nouvelle')}`
  return {
    subject: oneLine(`[Vigie] Récapitulatif du ${formatDay(day)} : ${counted}`),
    brand: 'récapitulatif',
    first: [`${counted}, du ${moment(digest.from)} au ${moment(digest.to)}.`, ...unshown].join(' '),
    title: `Récapitulatif du ${formatDay(day)}`,
    events: full.map((group) => ({
      ...eventBlock(group, links, { text: size.text, entries: 6 }),
      why: whyLine(group),
    })),
    othersTitle: full.length === 0 ? 'Évènements' : 'Autres évènements',
    others: lines.map(otherLine),
    more:
      left === 0
        ? ''
        : `Et ${count(left, 'autre évènement', 'autres évènements')} : cherchez-les dans Vigie.`,
    reasons: digestReasons(notices, full.flat()),
    footer: [
      `Les nouvelles de chaque évènement sont dans l’ordre ; l’évènement qui a bougé en dernier vient en premier.`,
      `Envoyé à ${reader.name}, ${reader.address}. Les heures sont celles de Paris.`,
    ],
  }
}

function otherLine(notices: readonly Notice[]): string {
  const event = notices.at(-1)?.event
  if (event === undefined) throw new Error('an event of a digest has at least one notice')
  return oneLine(
    `${event.number} (${stateLabels[event.state]}, ${count(notices.length, 'nouvelle')}) – ${event.title}`,
  )
}

/** A line for each subscription and rule, and for the follows of the events shown whole; one sentence for the other follows. */
function digestReasons(notices: readonly Notice[], full: readonly Notice[]): ReasonsBlock {
  const without = (notice: Notice): Notice => ({
    ...notice,
    reasons: notice.reasons.filter(({ reason }) => reason.type !== 'follow'),
  })
  const shown = new Set(full)
  const kept = notices.map((notice) => (shown.has(notice) ? notice : without(notice)))
  const unlisted = notices.some((notice, at) => notice.reasons.length !== kept[at]?.reasons.length)
  const lines = reasonLines(kept, true)
  const others = unlisted
    ? 'Pour ne plus suivre un autre de ces évènements : ne plus suivre, puis son numéro.'
    : ''
  return {
    title: 'Pourquoi recevez-vous ce récapitulatif ?',
    lines,
    more: [stopInChat(lines), others].filter((one) => one !== '').join(' '),
  }
}

/** The twin of digest.mjml. */
export function digestText(mail: DigestMail): string {
  return joinText([
    `Vigie ${mail.brand}`,
    mail.first,
    mail.title,
    ...mail.events.flatMap(digestEventText),
    mail.others.length === 0
      ? ''
      : [mail.othersTitle, ...mail.others.map((line) => `- ${line}`), mail.more]
          .filter((line) => line !== '')
          .join('\n'),
    reasonsText(mail.reasons),
    ['--', ...mail.footer].join('\n'),
  ])
}

function digestEventText(event: EventBlock): string[] {
  return [
    '----------------------------------------',
    eventText(event),
    ...event.entries.flatMap((entry) => [entry.what, entryText({ ...entry, changesTitle: '' }).trim()]),
    event.fields.length === 0
      ? ''
      : [event.fieldsTitle, ...event.fields.map(({ label, value }) => `- ${label} : ${value}`)].join('\n'),
    acknowledgeText(event),
    event.why,
  ]
}
