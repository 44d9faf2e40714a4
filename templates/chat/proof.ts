import type { DeliveryState } from '#core/diffusion/delivery.entity.ts'
import type { Proof } from '#core/diffusion/prove.ts'
import { outcomeLabel } from '../outcomes.ts'
import { reasonOf } from '../reasons.ts'
import { channelLabels, count, entryTypeLabels, formatInstant, lastOnes, recipientLabel } from '../words.ts'
import { blocks, bold, bullets, lines, plain, type Worded } from './worded.ts'

export interface ProofAnswer {
  readonly proof: Proof
}

const deliveryLabels = {
  waiting: 'en attente, prévu le',
  delivered: 'remis le',
  refused: 'non envoyé le',
  dead: 'abandonné le',
} as const satisfies Record<DeliveryState, string>

const mostShown = 40

/** Who was told what, when, on which channel, with what outcome; entry by entry. */
export function wordProof({ proof: { number, chain, lines: told } }: ProofAnswer): Worded {
  const shown = told.slice(-mostShown)
  const ranks = [...new Set(shown.map((line) => line.entryRank))].sort((a, b) => a - b)
  return {
    text: blocks(
      `${bold(`Preuve de diffusion de ${number}`)} : ${told.length === 0 ? 'aucun avis pour l’instant' : `${count(told.length, 'avis', 'avis')}, ${summary(told)}`}.`,
      chain.ok
        ? `Fil de suivi intact : ${count(chain.entries, 'entrée vérifiée', 'entrées vérifiées')}.`
        : `${bold('Attention')} : le fil de suivi a été altéré à partir de l’entrée ${chain.brokenAt ?? '?'}. Prévenez l’exploitant de Vigie.`,
      shown.length < told.length ? `Seuls sont montrés ${lastOnes(shown.length)} :` : '',
      ...ranks.map((rank) => entryBlock(shown.filter((line) => line.entryRank === rank))),
    ),
  }
}

function summary(told: Proof['lines']): string {
  const states = Object.keys(deliveryCounts)
  return states
    .flatMap((state) => (isState(state) ? [state] : []))
    .map((state) => ({ state, n: told.filter((line) => line.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => count(n, deliveryCounts[state][0], deliveryCounts[state][1]))
    .join(', ')
}

const deliveryCounts = {
  delivered: ['remis', 'remis'],
  waiting: ['en attente', 'en attente'],
  refused: ['non envoyé', 'non envoyés'],
  dead: ['abandonné', 'abandonnés'],
} as const satisfies Record<DeliveryState, readonly [string, string]>

function isState(state: string): state is DeliveryState {
  return state in deliveryCounts
}

function entryBlock(told: Proof['lines']): string {
  const [first] = told
  if (first === undefined) return ''
  return lines(
    `${entryTypeLabels[first.entryType]} (entrée ${first.entryRank}) :`,
    bullets(told.map(proofLine)),
  )
}

function proofLine(line: Proof['lines'][number]): string {
  const { name, structure, room, channel, address, state, at, outcome, reasons, version, digest, own } = line
  const who = name === structure ? bold(recipientLabel(line)) : `${bold(name)} (${plain(structure)})`
  // The address of a room tells people nothing.
  const to = address === null || room ? '' : ` ${plain(address)}`
  const where = `${channelLabels[channel]}${to}${digest ? ', récapitulatif' : ''}`
  const when = `${deliveryLabels[state]} ${formatInstant(at)}`
  const what = version === null ? '' : `, version ${version}`
  const failed = outcome === null || state === 'delivered' ? '' : ` (${plain(outcomeLabel(outcome))})`
  return `${who}, ${where} : ${when}${what}${failed}${seenBy(line)}. Pourquoi : ${reasons.map((one) => plain(reasonOf(one, own))).join(' ; ')}`
}

/** `, lu le 22 novembre 2026 à 8 h 05, accusé le…`: as far as the channel tells. */
function seenBy({ room, readAt, acknowledgedAt }: Proof['lines'][number]): string {
  const read =
    readAt === null ? '' : `, lu le ${formatInstant(readAt)}${room ? ' par un premier lecteur' : ''}`
  return `${read}${acknowledgedAt === null ? '' : `, accusé le ${formatInstant(acknowledgedAt)}`}`
}
