import type { Notice, StoppableReason } from '#core/diffusion/notice.ts'
import type { Reason } from '#core/diffusion/reason.ts'
import { reasonSentence } from '../reasons.ts'
import { sentence } from '../words.ts'
import type { Link } from './mail.ts'

/** Why a mail came, each reason with what stops exactly that. */
export interface ReasonsBlock {
  readonly title: string
  readonly lines: readonly ReasonLine[]
  /** What to write to stop them, and what stops the follows that have no line of their own; empty when there is nothing to say. */
  readonly more: string
}

export interface ReasonLine {
  readonly why: string
  readonly link: Link | undefined
  /** The chat command where there is no link, or that nothing stops it; empty otherwise. */
  readonly how: string
  /** The chat command that does what the link does: said once, for all of them. */
  readonly said?: string
}

/** A reason of a notice belongs to its event: « vous suivez cet évènement » names it. */
export function reasonLine(stoppable: StoppableReason, number: string, named: boolean): ReasonLine {
  const { reason, command, resume, link } = stoppable
  const page =
    link === undefined || !/^https?:\/\//.test(link)
      ? undefined
      : { url: link, text: stopText(reason, number) }
  return {
    why: sentence(
      named && reason.type === 'follow' ? `vous suivez l’évènement ${number}` : reasonSentence(reason),
    ),
    link: page,
    how: page === undefined || resume !== undefined ? howOf(stoppable) : '',
    ...(page === undefined || resume !== undefined || command === undefined ? {} : { said: command }),
  }
}

function howOf({ reason, command, resume }: StoppableReason): string {
  if (resume !== undefined) return sentence(`pour la suite malgré tout, ${inChat([resume])}`)
  if (command !== undefined) return sentence(`pour l’arrêter, ${inChat([command])}`)
  return reason.type === 'rule' ? 'C’est une règle de service : elle ne s’arrête pas individuellement.' : ''
}

/** One sentence for the links of all lines; empty when they have none that a command stands for. */
export function stopInChat(lines: readonly ReasonLine[]): string {
  const commands = lines.flatMap(({ said }) => said ?? [])
  const shown = commands.slice(0, 3)
  return shown.length === 0 ? '' : sentence(`ou, ${inChat(shown)}`)
}

function inChat(commands: readonly string[]): string {
  return `dans la messagerie, écrivez à Vigie : ${commands.map((one) => `« ${one} »`).join(' ou ')}`
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
