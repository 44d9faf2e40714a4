import type { DigestNotice } from '#core/diffusion/channel.ts'
import type { Notice, StoppableReason } from '#core/diffusion/notice.ts'
import type { LinkCodeLetter, LinkedLetter } from '#core/directory/link-post.ts'

/** Notices and digests that the tests of the mails and of the channels send. */
export const reader = { name: 'Claire Vidal', address: 'claire.vidal@exemple.gouv.fr' }

export const follow: StoppableReason = {
  reason: { type: 'follow' },
  command: 'ne plus suivre A-2026.12',
  link: 'https://vigie.exemple.fr/arret/abc.def',
}
export const subscription: StoppableReason = {
  reason: { type: 'subscription', id: 3, query: 'danger:listeria (dept:34 OU dept:30)' },
  command: 'désabonner 3',
  link: 'https://vigie.exemple.fr/arret/ghi.jkl',
}
export const rule: StoppableReason = {
  reason: { type: 'rule', code: 'mus', reason: 'Alerte nationale : la MUS est toujours informée' },
}

export const wholeNotice: Notice = {
  reader,
  event: {
    number: 'A-2026.12',
    kind: 'Produit alimentaire',
    title: 'Listeria monocytogenes, Brie de Meaux (Ferme X)',
    state: 'open',
    structure: 'DDPP de l’Hérault',
    version: 2,
    view: 'full',
  },
  entry: {
    type: 'published',
    rank: 2,
    at: '2026-11-22T07:05:00Z',
    author: 'Paul Roux (DDPP 34)',
    body: {},
  },
  telling: {
    type: 'whole',
    fields: [
      { label: 'Danger', value: 'Listeria monocytogenes' },
      { label: 'Produit', value: 'Brie de Meaux au lait cru' },
      { label: 'Lots', value: 'L2026-118, L2026-119' },
      {
        label: 'Établissements',
        value: 'Ferme X, Montpellier (34), producteur\nGrossiste Y, Nîmes (30), distributeur',
      },
      {
        label: 'Description',
        value: 'Autocontrôle positif sur 25 g.\nProduit encore en rayon dans deux magasins.',
      },
    ],
  },
  reasons: [follow, subscription, rule],
  acknowledge: true,
  acknowledgeLink: 'https://vigie.exemple.fr/accuse/mno.pqr',
}

export const changesNotice: Notice = {
  ...wholeNotice,
  event: { ...wholeNotice.event, version: 4, state: 'closed', view: 'restricted' },
  entry: {
    type: 'situation-report',
    rank: 7,
    at: '2026-12-01T16:40:00Z',
    author: 'Nadia Benali (MUS)',
    body: {
      title: 'Retrait terminé',
      text: 'Les deux magasins ont retiré le produit.\n\nAucun cas humain à ce jour.',
    },
  },
  telling: {
    type: 'changes',
    since: 2,
    changes: [
      {
        field: 'lots',
        label: 'Lots',
        before: 'L2026-118, L2026-119',
        after: 'L2026-118, L2026-119, L2026-120',
      },
      { field: 'measures', label: 'Mesures', before: '', after: 'Retrait et rappel' },
    ],
  },
  reasons: [follow],
}

/** A digest of so many events, three notices each. */
export function digestOf(events: number, text = 'Analyse en cours au laboratoire.'): DigestNotice {
  const notices = Array.from({ length: events }, (_, index) => sample(index + 1, text)).flat()
  return { reader, from: '2026-11-23T07:00:00Z', to: '2026-11-24T07:00:00Z', notices }
}

function sample(rank: number, text: string): Notice[] {
  const number = `A-2026.${rank}`
  const event = { ...wholeNotice.event, number, title: `Salmonella, lot ${rank} de saucisson sec (Maison Z)` }
  const followed = { ...follow, command: `ne plus suivre ${number}`, link: `${follow.link}${rank}` }
  const at = `2026-11-23T1${rank % 10}:15:00Z`
  return [
    {
      ...wholeNotice,
      event,
      entry: { ...wholeNotice.entry, rank: 1, at },
      reasons: [followed, subscription],
    },
    {
      ...changesNotice,
      event,
      entry: { ...changesNotice.entry, type: 'message', rank: 2, at, body: { text } },
      telling: { type: 'changes', since: 1, changes: [] },
      reasons: [followed],
    },
    {
      ...changesNotice,
      event,
      entry: { ...changesNotice.entry, type: 'updated', rank: 3, at, body: {} },
      reasons: [rule, followed],
    },
  ]
}

export const code: LinkCodeLetter = {
  name: 'Claire Vidal',
  code: '04718239',
  address: '@claire.vidal:agent.exemple.fr',
  minutes: 15,
}
export const linked: LinkedLetter = {
  name: 'Claire Vidal',
  address: '@claire.vidal:agent.exemple.fr',
  replaced: '@ancienne:agent.exemple.fr',
  at: '2026-11-23T09:00:00Z',
}
