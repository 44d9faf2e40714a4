import type { DigestNotice } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import { count, formatInstant } from '../words.ts'
import { leftOutSentence } from './bare.ts'
import { eventFacts, eventTitle } from './event-line.ts'
import { reasonLine, whatHappened } from './notice.ts'
import { blocks, bold, bullets, lines, plain, typeset, type Worded } from './worded.ts'

/** A digest in a chat: event by event, then every reason once, with what stops it. */
export function wordDigest({ from, to, notices, leftOut = [] }: DigestNotice): Worded {
  const numbers = [...new Set(notices.map(({ event }) => event.number))]
  const byEvent = numbers.map((number) => notices.filter(({ event }) => event.number === number))
  const reasons = [
    ...new Set(notices.flatMap(({ event, reasons }) => reasons.map((one) => reasonOf(event.number, one)))),
  ]
  const text = blocks(
    `${bold('Récapitulatif')} du ${formatInstant(from)} au ${formatInstant(to)} : ${count(notices.length, 'nouveauté')} sur ${count(numbers.length, 'évènement')}.`,
    ...byEvent.map(eventBlock),
    leftOut.length === 0 ? '' : plain(leftOutSentence(leftOut)),
    lines('Pourquoi ce récapitulatif :', bullets(reasons)),
  )
  return { text: typeset(text), choices: numbers.slice(0, 5).map((number) => `voir ${number}`) }
}

/** The event as it is in its latest notice, then what happened, oldest first. */
function eventBlock(notices: readonly Notice[]): string {
  const last = notices.at(-1)
  if (last === undefined) return ''
  return blocks(lines(eventTitle(last.event), eventFacts(last.event)), ...notices.map(whatHappened))
}

/** « vous suivez cet évènement » needs its number here. */
function reasonOf(number: string, stoppable: Notice['reasons'][number]): string {
  const line = reasonLine(stoppable)
  return stoppable.reason.type === 'follow' ? line.replace('cet évènement', `l’évènement ${number}`) : line
}
