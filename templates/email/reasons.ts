import type { Notice, StoppableReason } from '#core/diffusion/notice.ts'
import type { Reason } from '#core/diffusion/reason.ts'
import { reasonSentence } from '../reasons.ts'
import { sentence } from '../words.ts'
import type { Link } from './mail.ts'

/** Why a mail came, each reason with what stops exactly that. */
export interface ReasonsBlock {
  readonly title: string
  readonly lines: readonly ReasonLine[]
  /** What stops the follows that have no line of their own; empty when all have one. */
  readonly more: string
}

export interface ReasonLine {
  readonly why: string
  readonly link: Link | undefined
  /** The chat command, or that nothing stops it; empty when the link is all there is. */
  readonly how: string
}

/** A reason of a notice belongs to its event: « vous suivez cet évènement » names it. */
export function reasonLine(stoppable: StoppableReason, number: string, named: boolean): ReasonLine {
  const { reason, command, resume, link } = stoppable
  const page =
    link === undefined || !/^https?:\/\//.test(link)
      ? undefined
      : { url: link, text: stopText(reason, number) }
  const said = command ?? resume
  const chat = said === undefined ? '' : `dans la messagerie, écrivez à Vigie : « ${said} »`
  return {
    why: sentence(
      named && reason.type === 'follow' ? `vous suivez l’évènement ${number}` : reasonSentence(reason),
    ),
    link: page,
    how: chat === '' ? unstoppable(reason, page) : sentence(`${purpose(resume, page)}, ${chat}`),
  }
}

function purpose(resume: string | undefined, page: Link | undefined): string {
  if (resume !== undefined) return 'pour la suite malgré tout'
  return page === undefined ? 'pour l’arrêter' : 'ou'
}

function unstoppable(reason: Reason, page: Link | undefined): string {
  return reason.type === 'rule' && page === undefined
    ? 'C’est une règle de service : elle ne s’arrête pas individuellement.'
    : ''
}

/** One line for each different reason of these notices. */
export function reasonLines(notices: readonly Notice[], named: boolean): ReasonLine[] {
  const lines = notices.flatMap(({ event, reasons }) =>
    reasons.map((stoppable) => reasonLine(stoppable, event.number, named)),
  )
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()]
}

/** « Pour : vous suivez cet évènement ; votre abonnement n° 3 » under an event of a digest. */
export function whyLine(notices: readonly Notice[]): string {
  const sentences = notices.flatMap(({ reasons }) => reasons.map(({ reason }) => reasonSentence(reason)))
  return sentence(`pourquoi : ${[...new Set(sentences)].join(' ; ')}`)
}

/** Rules come from the operator: there is nothing to stop. */
function stopText(reason: Reason, number: string): string {
  switch (reason.type) {
    case 'follow':
      return `Ne plus suivre ${number}`
    case 'subscription':
      return `Arrêter l’abonnement n° ${reason.id}`
    case 'sender':
      return 'Voir ce document'
    case 'rule':
    case 'no-longer':
    case 'told':
      return 'Voir cette règle'
  }
}
