import type { Notice, StoppableReason, Telling } from '#core/diffusion/notice.ts'
import { entrySentence, formatInstant, reasonSentence, sentence, viewNotes } from '../words.ts'
import { changeLines, eventFacts, eventTitle, fieldLines } from './event-line.ts'
import { blocks, bold, bullets, code, lines, plain, shorten, typeset, type Worded } from './worded.ts'

/** How a notice reads in a chat: what happened, to which event, what is new, why it came and how to stop exactly that. */
export function wordNotice(notice: Notice): Worded {
  const { event, reasons } = notice
  const text = blocks(
    lines(eventTitle(event), eventFacts(event)),
    whatHappened(notice),
    lines('Pourquoi cet avis :', bullets(reasons.map(reasonLine))),
  )
  const stops = reasons.flatMap(({ command }) => command ?? [])
  return { text: typeset(text), choices: [`voir ${event.number}`, ...stops] }
}

/** The act, what was written, and the record or its changes. */
export function whatHappened({ event, entry, telling }: Notice): string {
  const { title, text } = entry.body
  return blocks(
    `${sentence(plain(entrySentence(entry)))} Le ${formatInstant(entry.at)}.`,
    lines(title === undefined ? '' : bold(title), text === undefined ? '' : plain(shorten(text, 4000))),
    told(telling),
    viewNotes[event.view],
  )
}

export function reasonLine({ reason, command, link }: StoppableReason): string {
  const why = sentence(plain(reasonSentence(reason)))
  if (command === undefined)
    return `${why} C’est une règle de service : elle ne s’arrête pas individuellement.`
  const page = link === undefined ? '' : ` ou [un clic](${link})`
  return `${why} Pour arrêter : ${code(command)}${page}.`
}

function told(telling: Telling): string {
  if (telling.type === 'whole') return bullets(fieldLines(telling.fields))
  if (telling.changes.length === 0) return ''
  return lines('Ce qui a changé depuis votre dernier avis :', bullets(changeLines(telling.changes)))
}
