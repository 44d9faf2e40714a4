import type { ChannelName } from '#core/diffusion/channel.ts'
import type { DeliveryState } from '#core/diffusion/delivery.entity.ts'
import type { Reception } from '#core/diffusion/outcome.ts'
import type { Proof } from '#core/diffusion/prove.ts'
import { chainFault } from '../chain-fault.ts'
import { outcomeLabel } from '../outcomes.ts'
import { reasonOf } from '../reasons.ts'
import { channelLabels, count, entryTypeLabels, formatInstant, recipientLabel } from '../words.ts'
import { pageOf, pageWords } from './pages.ts'
import { blocks, bold, bullets, lines, plain, type Worded } from './worded.ts'

export interface ProofAnswer {
  readonly proof: Proof
  /** 1 is the last of what was told. */
  readonly page: number
}

const deliveryLabels = {
  waiting: 'en attente, prévu le',
  refused: 'non envoyé le',
  dead: 'abandonné le',
} as const satisfies Record<Exclude<DeliveryState, 'delivered'>, string>

/** Lines on one page. */
export const proofPage = 40

/** Who was told what, when, on which channel, with what outcome; entry by entry. */
export function wordProof({ proof, page: asked }: ProofAnswer): Worded {
  const { number, chain, deliveries, lines: told } = proof
  const { shown, ...page } = pageOf(told, { page: asked, size: proofPage, newest: true })
  const ranks = [...new Set(shown.map((line) => line.entryRank))].sort((a, b) => a - b)
  return {
    text: blocks(
      `${bold(`Preuve de diffusion de ${number}`)} : ${told.length === 0 ? 'aucun avis pour l’instant' : `${count(told.length, 'avis', 'avis')}, ${summary(told)}`}.`,
      chain.ok
        ? `Fil de suivi intact : ${count(chain.entries, 'entrée vérifiée', 'entrées vérifiées')}.`
        : `${bold('Attention')} : ${chainFault(chain)}. Prévenez l’exploitant de Vigie.`,
      deliveries.ok
        ? ''
        : `${bold('Attention')} : ${count(deliveries.broken.length, 'remise a été changée, ajoutée ou retirée', 'remises ont été changées, ajoutées ou retirées')} en dehors de Vigie. Prévenez l’exploitant.`,
      ...ranks.map((rank) => entryBlock(shown.filter((line) => line.entryRank === rank))),
      pageWords(`preuve ${number}`, page),
    ),
  }
}

/** `1 lu, 2 sans lecture connue, 1 en attente`: what was delivered, by how far it came to its reader. */
function summary(told: Proof['lines']): string {
  const counted = Map.groupBy(told, ({ state, reception }) => reception ?? state)
  return [...stages]
    .map((stage) => ({ stage, n: counted.get(stage)?.length ?? 0 }))
    .filter(({ n }) => n > 0)
    .map(({ stage, n }) => count(n, stageCounts[stage][0], stageCounts[stage][1]))
    .join(', ')
}

type Stage = Reception | DeliveryState

const stages: readonly Stage[] = [
  'acknowledged',
  'read',
  'shown',
  'unseen',
  'delivered',
  'waiting',
  'refused',
  'dead',
]

const stageCounts = {
  acknowledged: ['accusé', 'accusés'],
  read: ['lu', 'lus'],
  shown: ['affiché', 'affichés'],
  unseen: ['sans lecture connue', 'sans lecture connue'],
  delivered: ['remis', 'remis'],
  waiting: ['en attente', 'en attente'],
  refused: ['non envoyé', 'non envoyés'],
  dead: ['abandonné', 'abandonnés'],
} as const satisfies Record<Stage, readonly [string, string]>

function entryBlock(told: Proof['lines']): string {
  const [first] = told
  if (first === undefined) return ''
  return lines(
    `${entryTypeLabels[first.entryType]} (entrée ${first.entryRank}) :`,
    bullets(told.map(proofLine)),
  )
}

function proofLine(line: Proof['lines'][number]): string {
  const {
    name,
    structure,
    room,
    channel,
    address,
    state,
    at,
    outcome,
    detail,
    reasons,
    version,
    digest,
    own,
  } = line
  const who = name === structure ? bold(recipientLabel(line)) : `${bold(name)} (${plain(structure)})`
  // The address of a room tells people nothing.
  const to = address === null || room ? '' : ` ${plain(address)}`
  const where = `${channelLabels[channel]}${to}${digest ? ', récapitulatif' : ''}`
  const when = `${state === 'delivered' ? handedOver[channel] : deliveryLabels[state]} ${formatInstant(at)}`
  const what = version === null ? '' : `, version ${version}`
  const failed = outcome === null || state === 'delivered' ? '' : ` (${plain(outcomeLabel(outcome, detail))})`
  return `${who}, ${where} : ${when}${what}${failed}${seenBy(line)}. Pourquoi : ${reasons.map((one) => plain(reasonOf(one, own))).join(' ; ')}`
}

const handedOver = {
  console: 'déposé le',
  email: 'remis au serveur de courriel le',
  matrix: 'déposé sur Tchap le',
} as const satisfies Record<ChannelName, string>

/** `, lu le 22 novembre 2026 à 8 h 05, accusé le…`: as far as the channel tells. */
function seenBy({
  room,
  channel,
  reception,
  shownAt,
  readAt,
  acknowledgedAt,
}: Proof['lines'][number]): string {
  if (reception === 'unseen') return channel === 'email' ? '' : ', pas encore lu'
  const shown = shownAt === null || readAt !== null ? '' : `, affiché le ${formatInstant(shownAt)}`
  const read =
    readAt === null ? '' : `, lu le ${formatInstant(readAt)}${room ? ' par un premier lecteur' : ''}`
  return `${shown}${read}${acknowledgedAt === null ? '' : `, accusé le ${formatInstant(acknowledgedAt)}`}`
}
