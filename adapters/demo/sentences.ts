import type { LoadRecord } from '#core/events/load-events.ts'
import type { Firm } from './firms.ts'
import type { DemoStructure } from './people.ts'
import type { Random } from './random.ts'
import type { Danger } from './scenario.ts'

/** What happened, before it is told. */
export interface Case {
  readonly product: string
  readonly danger: Danger
  readonly result: readonly [value: string, unit: string] | undefined
  readonly source: string
  readonly firm: Firm
  readonly lots: string
  readonly outcome: Outcome
  /** How many shops are known to have sold it. */
  readonly shops: number
}

/** What became of the lot. */
export type Outcome = 'recalled' | 'withdrawn' | 'blocked' | 'harmless'

/** Lots with their dates, as labels write them: what is kept cold does not keep long. */
export function inventLots(random: Random, day: Temporal.PlainDate, temperature: string): string {
  const cold = temperature === 'refrigere'
  const made = day.subtract({ days: random.between(3, cold ? 12 : 90) })
  const rank = String(made.dayOfYear).padStart(3, '0')
  const year = String(made.year).slice(2)
  const limit = made.add({ days: cold ? random.between(15, 60) : random.between(150, 700) })
  const one = random.pick([
    `L${year}${rank}`,
    `${rank}${random.pick(['A', 'B', 'C', 'K', 'T'])}`,
    `L${random.between(1_000, 9_999)}`,
    `${rank}-${year}/${random.between(1, 9)}`,
  ])
  const lots = random.chance(0.25) ? `${one} et ${one}${random.pick(['B', 'D', 'X'])}` : one
  return `${lots}, ${cold ? 'DLC' : 'DDM'} ${limit.toString().split('-').reverse().join('/')}`
}

/** Three to five sentences in plain French, the way an inspector writes. */
export function describeCase(random: Random, about: Case): string {
  const sentences = [
    opening(random, about),
    finding(random, about),
    measure(random, about),
    ...(random.chance(0.6) ? [spread(random, about)] : []),
    ...(random.chance(0.4) ? [next(random, about)] : []),
  ]
  return sentences.join(' ')
}

function opening(random: Random, { source, product, firm }: Case): string {
  const where = `${firm.name} (${firm.city})`
  const known = openings[source] ?? openings.autre ?? []
  const [first = 'Signalement reçu', ...others] = known
  return `${random.pick([first, ...others])} ${random.pick([`concernant le produit «\u00A0${product}\u00A0» de l’établissement ${where}.`, `sur un lot de «\u00A0${product}\u00A0», ${where}.`, `à propos de «\u00A0${product}\u00A0» fabriqué ou distribué par ${where}.`])}`
}

const openings: Readonly<Record<string, readonly string[]>> = {
  'autocontrole-produit': [
    'Autocontrôle défavorable notifié par l’exploitant',
    'L’exploitant nous informe d’un résultat d’autocontrôle non conforme',
    'Notification d’un autocontrôle libératoire positif',
  ],
  'autocontrole-environnement': [
    'Prélèvement d’environnement positif notifié par l’exploitant',
    'Chiffonnettes de surface défavorables',
  ],
  'pspc-hors-pcf': ['Résultat non conforme d’un plan de surveillance', 'Prélèvement PSPC non conforme'],
  'prelevement-hors-pcf': [
    'Prélèvement officiel non conforme',
    'Contrôle ciblé avec prélèvement défavorable',
  ],
  'constat-hors-pcf': ['Constat fait lors d’une inspection', 'Anomalie relevée sur place par nos services'],
  investigation: ['Enquête à la suite de plusieurs malades', 'Investigation de cas humains menée avec l’ARS'],
  consommateur: [
    'Plainte d’un consommateur',
    'Signalement SignalConso',
    'Un consommateur nous a signalé un problème',
  ],
  rasff: ['Notification RASFF reçue', 'La MUS transmet une notification RASFF'],
  aac: ['Demande d’assistance administrative reçue', 'Notification AAC reçue d’un autre État membre'],
  'tout-droit': ['Lot parti en tout droit sans contrôle'],
  'pspc-en-pcf': [
    'Plan de surveillance au poste de contrôle frontalier, résultat non conforme',
    'Non-conformité relevée à l’importation',
  ],
  'prelevement-en-pcf': ['Prélèvement au poste de contrôle frontalier défavorable'],
  autre: ['Signalement reçu'],
}

function finding(random: Random, { danger, result, lots, firm }: Case): string {
  const level = result === undefined ? '' : ` (résultat\u00A0: ${result[0]} ${result[1].replace('ug', 'µg')})`
  const from = firm.origin === undefined ? '' : ` Marchandise originaire ${firm.origin[0]}.`
  return `${random.pick([
    `Danger retenu\u00A0: ${danger.said}${level}, lot ${lots}.`,
    `L’analyse met en évidence\u00A0: ${danger.said}${level}. Lot concerné\u00A0: ${lots}.`,
    `Mise en cause\u00A0: ${danger.said}${level} sur le lot ${lots}.`,
  ])}${from}`
}

const measures = {
  recalled: [
    'Retrait et rappel engagés le jour même, affichette transmise aux points de vente.',
    'L’exploitant a bloqué le stock restant et lance le rappel.',
    'Consignation du lot, rappel en cours de publication.',
    'Retrait immédiat\u00A0; l’exploitant informe ses clients et publie l’avis de rappel.',
  ],
  withdrawn: [
    'Retrait sans information des consommateurs.',
    'Les magasins retirent le lot, aucun rappel n’est nécessaire.',
    'Retrait en cours chez les clients professionnels.',
  ],
  blocked: [
    'Le lot est bloqué avant mise sur le marché.',
    'Stock isolé chez l’exploitant, rien n’a été livré.',
    'Lot consigné à l’entrepôt, contre-analyse demandée.',
  ],
  harmless: [
    'Après évaluation, le produit n’est pas jugé dangereux.',
    'Pas de mesure à ce stade, l’exploitant revoit son plan de maîtrise sanitaire.',
    'Teneur sous le seuil d’alerte, suivi renforcé des prochains lots.',
  ],
} as const satisfies Record<Outcome, readonly [string, ...string[]]>

function measure(random: Random, { outcome }: Case): string {
  return random.pick<string>(measures[outcome])
}

function spread(random: Random, { shops, firm }: Case): string {
  if (shops === 0) return 'Aucune livraison connue à ce jour.'
  const kilos = random.between(2, 95) * 10
  return random.pick([
    `Environ ${kilos} kg livrés à ${shops + random.between(1, 20)} clients, liste en cours de réception.`,
    `Distribution dans ${random.between(2, 14)} départements, dont celui de ${firm.city}.`,
    `Vente directe et magasins de proximité, ${kilos} unités écoulées.`,
    'La liste des destinataires est attendue sous 24 heures.',
  ])
}

function next(random: Random, { danger }: Case): string {
  return random.pick([
    'Une inspection est prévue cette semaine.',
    'Pas de malade signalé.',
    `Recherche de l’origine de la contamination par ${danger.said} en cours.`,
    'Les autres lots de la même période sont conformes.',
    'Traçabilité amont à vérifier chez le fournisseur.',
    'Un second prélèvement a été confié au laboratoire départemental.',
  ])
}

/** What services wrote afterwards, between publication and closing. */
export function postsFor(
  random: Random,
  about: Case,
  structure: DemoStructure,
  structures: readonly DemoStructure[],
  life: { readonly publishedAt?: string; readonly closedAt?: string },
): NonNullable<LoadRecord['posts']> {
  const { publishedAt, closedAt } = life
  if (publishedAt === undefined) return []
  const from = Temporal.Instant.from(publishedAt)
  const latest = closedAt === undefined ? from.add({ hours: 6 }) : Temporal.Instant.from(closedAt)
  const minutes = Math.floor((latest.epochMilliseconds - from.epochMilliseconds) / 60_000) - 1
  return Array.from({ length: random.pick([0, 0, 1, 1, 2, 3]) }, () => {
    const writer = random.chance(0.7)
      ? structure
      : (structures[random.between(0, structures.length - 1)] ?? structure)
    const [first = writer.label, ...others] = writer.authors
    return {
      type: random.pick(['message', 'message', 'note', 'situation-report']),
      at: inOfficeHours(random, from.add({ minutes: random.between(1, minutes) }), from, latest),
      author: random.pick([first, ...others]),
      text: post(random, about),
    } as const
  })
}

/** The same day at an hour when people work, unless that would leave the bounds. */
function inOfficeHours(
  random: Random,
  at: Temporal.Instant,
  from: Temporal.Instant,
  to: Temporal.Instant,
): string {
  const time = { hour: random.between(8, 17), minute: random.between(0, 59) }
  const moved = at.toZonedDateTimeISO('Europe/Paris').with(time).toInstant()
  const within = Temporal.Instant.compare(from, moved) < 0 && Temporal.Instant.compare(moved, to) < 0
  return (within ? moved : at).toString()
}

function post(random: Random, { product, danger, lots, firm, shops }: Case): string {
  return random.pick([
    `Liste des destinataires reçue de ${firm.name}\u00A0: ${shops + random.between(1, 25)} clients.`,
    `Contrôle fait chez ${firm.name}\u00A0: plus de stock du lot ${lots}.`,
    `Contre-analyse sur «\u00A0${product}\u00A0»\u00A0: ${danger.said}, résultat confirmé.`,
    'Contrôle d’effectivité du retrait satisfaisant dans les magasins visités.',
    `Les destinataires de notre département sont informés. Aucun produit retrouvé en rayon.`,
    'Avis de rappel publié, affichettes en place.',
    `Plan de nettoyage revu par l’exploitant à la suite de la détection (${danger.said}).`,
    'Pas de cas humain relié à ce jour selon Santé publique France.',
    'Nous attendons le rapport du laboratoire, prévu en fin de semaine.',
    'Point\u00A0: retrait terminé, destruction du stock faite sous contrôle, clôture proposée.',
  ])
}
