import type { Reach } from '#core/diffusion/reach.ts'
import { reasonOf } from '../reasons.ts'
import { channelLabels, count, paceLabel, recipientLabel } from '../words.ts'
import { pageOf, pageWords } from './pages.ts'
import { blocks, bold, bullets, lines, plain, type Worded } from './worded.ts'

export interface ReachAnswer {
  readonly number: string
  readonly reach: Reach
  /** From 1. */
  readonly page: number
}

type Why = Reach['excluded'][number]['why']

const whyNot = {
  'no-right': 'n’a pas le droit de voir cet évènement',
  inactive: 'a quitté l’annuaire',
  author: 'vous-même',
  'no-mailbox': 'boîte de service inconnue',
  closed: 'salon fermé, ou pas encore ouvert',
} as const satisfies Record<Why, string>

const mostShown = 15
/** Lines of each list on one page. */
export const reachPage = 50

/** Who would be told, and why: before sending. */
export function wordReach({ number, reach, page }: ReachAnswer): Worded {
  const size = reachPage
  // Both lists turn their pages together; the shorter one ends first.
  const longest = pageOf(longer(reach.recipients, reach.excluded), { page, size })
  const of = <T>(all: readonly T[]) => all.slice((longest.page - 1) * size, longest.page * size)
  return {
    text: blocks(
      `${bold(`Portée de ${number}`)} : ${toldCount(reach)} à la prochaine publication, modification ou au prochain message.`,
      recipientLines({ recipients: of(reach.recipients) }, size),
      excludedLines({ excluded: of(reach.excluded) }, size),
      pageWords(`portée ${number}`, longest, 'La suite'),
    ),
  }
}

function longer(one: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  return one.length >= other.length ? one : other
}

/** `3 destinataires seraient avertis`. */
export function toldCount({ total }: Reach): string {
  if (total === 0) return 'personne ne serait averti'
  return `${count(total, 'destinataire')} ${total >= 2 ? 'seraient avertis' : 'serait averti'}`
}

export function recipientLines({ recipients }: Pick<Reach, 'recipients'>, most = mostShown): string {
  const shown = recipients.slice(0, most).map((recipient) => {
    const { name, structure, channel, pace, reasons, own } = recipient
    const where = name === structure ? '' : ` (${plain(structure)})`
    const why = reasons.map((one) => plain(reasonOf(one, own))).join(' ; ')
    return `${bold(recipientLabel(recipient))}${where}, ${channelLabels[channel]}, ${paceLabel(pace)} : ${why}`
  })
  const left = recipients.length - shown.length
  return lines(bullets(shown), left > 0 ? `et ${count(left, 'autre')}.` : '')
}

export function excludedLines({ excluded }: Pick<Reach, 'excluded'>, most = mostShown): string {
  if (excluded.length === 0) return ''
  const shown = excluded.slice(0, most).map((one) => {
    const { name, structure, why } = one
    const where = name === structure ? '' : ` (${plain(structure)})`
    return `${plain(recipientLabel(one))}${where} : ${whyNot[why]}`
  })
  const left = excluded.length - shown.length
  return lines('Ne seront pas avertis :', bullets(shown), left > 0 ? `et ${count(left, 'autre')}.` : '')
}
