import type { Notice, StoppableReason, Telling } from '#core/diffusion/notice.ts'
import { reasonSentence } from '../reasons.ts'
import { changedBy, entrySentence, formatInstant, sentence, viewNotes } from '../words.ts'
import { writtenTexts } from '../written-texts.ts'
import { changeLines, documentLines, eventFacts, eventTitle, fieldLines } from './event-line.ts'
import {
  blocks,
  bold,
  bullets,
  code,
  lines,
  plain,
  shorten,
  stopped,
  typeset,
  type Worded,
} from './worded.ts'

/** How a notice reads in a chat: what happened, to which event, what is new, why it came and how to stop exactly that. */
export function wordNotice(notice: Notice): Worded {
  const { event, reasons } = notice
  const text = blocks(lines(eventTitle(event), eventFacts(event)), whatHappened(notice), why(notice))
  const stops = reasons.flatMap(({ command, resume }) => command ?? resume ?? [])
  return { text: typeset(text), choices: [`voir ${event.number}`, ...stops] }
}

/** What stays below the card of an event: why this reader has it, and what is expected of him. */
export function wordWhy(notice: Notice): string {
  return typeset(why(notice))
}

function why({ event, reasons, acknowledge }: Notice): string {
  return blocks(
    lines('Pourquoi cet avis :', bullets(reasons.map(reasonLine))),
    acknowledge
      ? `${bold('Accusez réception')} : écrivez ${code(`reçu ${event.number}`)} ; sur Tchap, un 👍 suffit.`
      : '',
  )
}

/** The act, what was written, and the record or its changes. */
export function whatHappened({ event, entry, telling }: Notice): string {
  const { title, documents = [] } = entry.body
  return blocks(
    `Le ${formatInstant(entry.at)}, ${stopped(plain(entrySentence(entry)))}`,
    lines(
      title === undefined ? '' : bold(title),
      ...writtenTexts(entry).map((text) => plain(shorten(text, 4000))),
      bullets(documentLines(documents)),
    ),
    told(telling),
    viewNotes[event.view],
  )
}

/** In a chat the command stops it, or goes on: a link would only be long. */
export function reasonLine({ reason, command, resume }: StoppableReason): string {
  const why = sentence(plain(reasonSentence(reason)))
  if (reason.type === 'told') return why
  if (resume !== undefined) return `${why} Pour la suite malgré tout : ${code(resume)}.`
  if (command === undefined)
    return `${why} C’est une règle de service : elle ne s’arrête pas individuellement.`
  return `${why} Pour arrêter : ${code(command)}.`
}

function told(telling: Telling): string {
  if (telling.type === 'whole') return bullets(fieldLines(telling.fields))
  if (telling.changes.length === 0) return ''
  return lines(
    `Ce qui a changé depuis votre dernier avis${changedBy(telling)} :`,
    bullets(changeLines(telling.changes)),
  )
}
