import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { type Event, EventSchema } from '#core/events/event.entity.ts'
import { readNumber } from '#core/events/number.ts'
import { verifyChain } from '#core/events/verify-chain.ts'
import { type AnchorFault, verifyAnchors } from '#core/proof/verify-anchors.ts'
import { type FaultKind, verifyDeliveries } from '#core/proof/verify-deliveries.ts'
import { Refusal } from '#core/refusal.ts'
import { chainFault } from '#templates/chain-fault.ts'
import { count } from '#templates/words.ts'
import { aboutFile } from '../../file-error.ts'
import type { Parts } from '../../parts.ts'
import { readStampLines } from '../../tsa/read-stamp-lines.ts'
import type { OperatorCommand, OperatorInput } from '../command.ts'

const page = 500

export const verifyCommand: OperatorCommand = {
  name: 'verify',
  summary: 'recalcule les chaînes d’empreintes des journaux et des remises, et les compare aux ancres',
  usage: 'verify [NUMÉRO] [--anchors FICHIER]',
  details: [
    'Une chaîne rompue montre que la base a été modifiée en dehors de Vigie ; le premier rang faux est cité.',
    'Qui peut tout modifier peut aussi recalculer les chaînes : seules des ancres conservées ailleurs le montrent (core/proof/operate.md).',
  ],
  examples: ['verify', 'verify A-2026.12', 'verify --anchors var/anchors.ndjson'],
  options: { anchors: { type: 'string' } },
  words: [0, 1],
  async run(parts, input) {
    const broken = await verifyChains(parts, input)
    const { anchors } = input.options
    const faults = typeof anchors === 'string' ? await verifyFile(parts, anchors, input.say) : 0
    if (broken + faults > 0) process.exitCode = 1
  },
}

/** @returns how many do not hold */
async function verifyChains(
  { store }: Parts,
  { words: [written], say, progress }: OperatorInput,
): Promise<number> {
  const filter = written === undefined ? {} : { number: readNumber(written) }
  const total = await store.read().count(EventSchema, filter)
  if (total === 0 && written !== undefined)
    throw new Refusal('event-not-found', { number: readNumber(written) })
  const bar = progress('Évènements')
  const sum = { entries: 0, deliveries: 0, unsealed: 0, chains: 0, deeds: 0 }
  for (let after = 0, done = 0; ; ) {
    const checked = await store.snapshot((em) => checkPage(em, { ...filter, id: { $gt: after } }))
    for (const { number, chain, deliveries } of checked) {
      sum.entries += chain.entries
      sum.deliveries += deliveries.deliveries
      sum.unsealed += deliveries.unsealed
      sum.deeds += deliveries.broken.length
      if (!chain.ok) {
        sum.chains += 1
        say(`${number} : ${chainFault(chain)}.`)
      }
      for (const { kind, of } of deliveries.broken) say(`${number} : ${deliveryFaults[kind](of)}.`)
    }
    const last = checked.at(-1)
    if (last === undefined) break
    after = last.id
    done += checked.length
    bar.update(done, total)
  }
  bar.stop()
  if (total === 0) {
    say('Cette base n’a aucun évènement : il n’y a rien à vérifier.')
    return 0
  }
  const unsealed = count(sum.unsealed, 'état pas encore chaîné', 'états pas encore chaînés')
  say(
    `${count(total, 'évènement')}, ${count(sum.entries, 'ligne de journal', 'lignes de journal')}, ${count(sum.chains, 'chaîne rompue', 'chaînes rompues')}.`,
  )
  say(
    `${count(sum.deliveries, 'remise')}, ${count(sum.deeds, 'défaut')}${sum.unsealed === 0 ? '' : `, ${unsealed}`}.`,
  )
  return sum.chains + sum.deeds
}

/** Each event as it is at one instant, whatever is written meanwhile. */
async function checkPage(em: EntityManager, filter: FilterQuery<Event>) {
  const events = await em.find(EventSchema, filter, { orderBy: { id: 'asc' }, limit: page })
  const checked = []
  for (const event of events) {
    const { id, number } = event
    const chain = await verifyChain(em, event)
    checked.push({ id, number, chain, deliveries: await verifyDeliveries(em, event) })
  }
  return checked
}

const deliveryFaults = {
  deleted: (of) => `la remise ${of} a été retirée`,
  changed: (of) => `la remise ${of} dit autre chose que ce qui a été noté`,
  unknown: (of) => `la remise ${of} a été ajoutée sans être notée`,
  chain: (of) => `le lot de remises ${of} a été modifié`,
} as const satisfies Record<FaultKind, (of: string) => string>

/** @returns how many anchors and stamps do not hold */
async function verifyFile(parts: Parts, path: string, say: (line: string) => void): Promise<number> {
  const lines: string[] = []
  await aboutFile(path, async () => {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
      lines.push(line)
  })
  const check = await verifyAnchors(parts.store.read(), lines)
  if (lines.length === 0) say('Ce fichier n’a aucune ancre : rien n’y a été comparé.')
  for (const fault of check.faults) say(`Ancre n° ${fault.rank} : ${anchorFaults[fault.kind](fault)}.`)
  const stamps = await readStampLines(lines)
  for (const { rank } of stamps.filter(({ holds }) => !holds))
    say(`Ancre n° ${rank} : son horodatage est celui d’autre chose.`)
  const own = parts.notary.signer.publicKey
  for (const key of check.keys.filter((one) => one !== own))
    say(
      `Des ancres sont signées par une autre clé que celle de cette machine : est-elle à vous ?\n${key.trimEnd()}`,
    )
  if (check.absent.length > 0)
    say(
      `Ancres absentes de ce fichier (publiées par une autre machine, ou retirées) : ${ranges(check.absent)}.`,
    )
  say(
    `${count(check.anchors, 'ancre')}, ${count(check.heads, 'point de chaîne comparé', 'points de chaînes comparés')}, ${count(stamps.length, 'horodatage')}, ${count(check.faults.length, 'défaut')}.`,
  )
  return check.faults.length + stamps.filter(({ holds }) => !holds).length
}

const anchorFaults = {
  unreadable: () => 'cette ligne ne se lit pas (son rang est celui de la ligne)',
  signature: () => 'sa signature ne tient pas',
  order: () => 'elle ne suit pas l’ancre précédente',
  missing: ({ number = '' }) => `l’évènement ${number} n’existe plus`,
  journal: ({ number = '' }) => `le fil de suivi de ${number} a été réécrit ou raccourci depuis`,
  deliveries: ({ number = '' }) => `les remises de ${number} ont été réécrites ou retirées depuis`,
} as const satisfies Record<AnchorFault['kind'], (fault: AnchorFault) => string>

/** `3, 5 à 9` */
function ranges(ranks: readonly number[]): string {
  const runs: [number, number][] = []
  for (const rank of ranks) {
    const run = runs.at(-1)
    if (run !== undefined && rank === run[1] + 1) run[1] = rank
    else runs.push([rank, rank])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from} à ${to}`)).join(', ')
}
