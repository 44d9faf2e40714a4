import type { DeliveryState } from '#core/diffusion/delivery.entity.ts'
import type { Proof, ProofLine } from '#core/diffusion/prove.ts'
import { chainFault } from '../chain-fault.ts'
import { byteOrderMark, csvLine } from '../csv.ts'
import { outcomeLabel, receptionLabel } from '../outcomes.ts'
import { reasonOf } from '../reasons.ts'
import { channelLabels, count, entryTypeLabels, formatInstant, recipientLabel } from '../words.ts'

const stateWords = {
  waiting: 'en attente',
  delivered: 'remis',
  refused: 'non remis',
  dead: 'abandonné',
} as const satisfies Record<DeliveryState, string>

function result({ state, reception, channel }: ProofLine): string {
  return reception === null ? stateWords[state] : receptionLabel(reception, channel)
}

const columns: readonly (readonly [title: string, value: (line: ProofLine) => string])[] = [
  ['Destinataire', recipientLabel],
  ['Structure', (line) => line.structure],
  ['Canal', (line) => channelLabels[line.channel]],
  ['Adresse', (line) => line.address ?? ''],
  ['Ligne du fil', (line) => String(line.entryRank)],
  ['Type', (line) => entryTypeLabels[line.entryType]],
  ['Version annoncée', (line) => String(line.version ?? '')],
  ['Date (ISO 8601)', (line) => line.at],
  ['Date (Paris)', (line) => formatInstant(line.at)],
  ['Résultat', result],
  ['Précision', (line) => (line.outcome === null ? '' : outcomeLabel(line.outcome, line.detail))],
  ['Reçu du canal', (line) => line.receipt ?? ''],
  ['Affiché (ISO 8601)', (line) => line.shownAt ?? ''],
  ['Lu (ISO 8601)', (line) => line.readAt ?? ''],
  ['Lu (Paris)', (line) => (line.readAt === null ? '' : formatInstant(line.readAt))],
  ['Accusé (ISO 8601)', (line) => line.acknowledgedAt ?? ''],
  ['Accusé (Paris)', (line) => (line.acknowledgedAt === null ? '' : formatInstant(line.acknowledgedAt))],
  ['Récapitulatif', (line) => (line.digest ? 'oui' : 'non')],
  ['Raisons', (line) => line.reasons.map((one) => reasonOf(one, line.own)).join(' ; ')],
]

/** A proof for a spreadsheet set in French: byte order mark, semicolons, one delivery a line, then the checks of the journal and of the deliveries, the event and when this was drawn. */
export function proofCsv(proof: Proof): string {
  const { ok, entries } = proof.chain
  const check = ok ? `intact, ${count(entries, 'ligne')}` : chainFault(proof.chain)
  const { broken } = proof.deliveries
  const remises =
    broken.length === 0
      ? 'intactes'
      : count(broken.length, 'changée, ajoutée ou retirée', 'changées, ajoutées ou retirées')
  const table = [
    columns.map(([title]) => title),
    ...proof.lines.map((line) => columns.map(([, value]) => value(line))),
    ['Fil de suivi', check],
    ['Remises', remises],
    ['Évènement', proof.number, proof.title],
    ['Preuve établie le', proof.extractedAt, formatInstant(proof.extractedAt)],
  ]
  return `${byteOrderMark}${table.map((cells) => `${csvLine(cells)}\r\n`).join('')}`
}
