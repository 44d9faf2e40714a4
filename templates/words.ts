import type { ChannelName } from '#core/diffusion/channel.ts'
import type { EntryBrief } from '#core/diffusion/notice.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import type { Reason } from '#core/diffusion/reason.ts'
import type { EntryType } from '#core/events/entry.entity.ts'
import type { EventState } from '#core/events/event.entity.ts'
import type { View } from '#core/kinds/kind.ts'
import type { FieldChange } from '#core/refusal.ts'

/** Words that every screen, mail and answer shares, so that the same thing is always called the same. */
export const stateLabels = {
  draft: 'brouillon',
  open: 'en cours',
  closed: 'clos',
} as const satisfies Record<EventState, string>

export const entryTypeLabels = {
  opened: 'Création',
  published: 'Publication',
  updated: 'Modification',
  closed: 'Clôture',
  reopened: 'Réouverture',
  linked: 'Lien',
  message: 'Message',
  note: 'Note',
  'situation-report': 'Point de situation',
} as const satisfies Record<EntryType, string>

export const channelLabels = {
  console: 'console',
  email: 'courriel',
  matrix: 'Tchap',
} as const satisfies Record<ChannelName, string>

const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

export function paceLabel(pace: Pace): string {
  switch (pace.every) {
    case 'entry':
      return 'immédiat'
    case 'day':
      return `chaque jour ouvré à ${pace.hour} h`
    case 'week':
      return `chaque ${weekdays[pace.weekday - 1] ?? ''} à ${pace.hour} h`
  }
}

/** Why a person is told, in the words that every channel uses. */
export function reasonSentence(reason: Reason): string {
  switch (reason.type) {
    case 'follow':
      return 'vous suivez cet évènement'
    case 'subscription':
      return `votre abonnement n° ${reason.id} : ${reason.query}`
    case 'rule':
      return reason.reason
  }
}

/** `22 novembre 2026 à 8 h 05`, in the reader's zone. @param instant ISO 8601 */
export function formatInstant(instant: string, zone = 'Europe/Paris'): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return `${formatDay(at.toPlainDate().toString())} à ${at.hour} h ${String(at.minute).padStart(2, '0')}`
}

// A list, because formatting through Intl costs more than the rest of a mail.
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** `22 novembre 2026`, with `1er` for the first of the month. @param day ISO 8601 date */
export function formatDay(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return `${date.day === 1 ? '1er' : date.day} ${months[date.month - 1] ?? ''} ${date.year}`
}

/** `1 agent`, `2 agents`, `1 200 agents`: French takes the plural from two on. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n.toLocaleString('fr-FR')} ${n >= 2 ? plural : singular}`
}

/** What somebody did, without a full stop: `Claire Vidal (DDPP 34) a modifié la fiche (Lots, Danger)`. */
export function entrySentence({ type, author, body }: EntryBrief): string {
  switch (type) {
    case 'opened':
      return `${author} a créé la fiche${body.origin === undefined ? '' : ` (source : ${body.origin})`}`
    case 'published':
      return `${author} a publié la fiche`
    case 'updated': {
      const labels = (body.changes ?? []).map(({ label }) => label).join(', ')
      return `${author} a modifié la fiche${labels === '' ? '' : ` (${labels})`}`
    }
    case 'closed':
      return `${author} a clos l’évènement`
    case 'reopened':
      return `${author} a rouvert l’évènement`
    case 'linked':
      return `${author} a lié cet évènement${body.other === undefined ? ' à un autre' : ` à ${body.other}`}`
    case 'message':
      return `${author} a écrit un message`
    case 'note':
      return `${author} a ajouté une note`
    case 'situation-report':
      return `${author} a publié un point de situation`
  }
}

/** `Lots : L1 → L1, L2`; a side without a value says so. */
export function changeLine({ label, before, after }: FieldChange): string {
  return `${label} : ${orEmpty(before)} → ${orEmpty(after)}`
}

function orEmpty(value: string): string {
  return value.trim() === '' ? '(vide)' : value
}

/** What a reader whose view is not the full one is told about it; empty for the full view. */
export const viewNotes = {
  full: '',
  restricted: 'Vue restreinte : certains champs ne sont pas montrés à votre structure.',
  teaser: 'Annonce : le détail de cet évènement n’est pas diffusé sur ce canal.',
} as const satisfies Record<View, string>

/** With a capital and a full stop, whatever it had. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return `${trimmed.charAt(0).toLocaleUpperCase('fr')}${trimmed.slice(1)}${/[.!?…]$/.test(trimmed) ? '' : '.'}`
}

/** What a stop link ends: stands on the page that asks to confirm, and on the one that says it is done. */
export function stopSentence(reason: Reason, number: string | undefined): string {
  switch (reason.type) {
    case 'follow':
      return `Le suivi de l’évènement ${number ?? ''}.`
    case 'subscription':
      return `Votre abonnement n° ${reason.id} : ${reason.query}.`
    case 'rule':
      return 'Une règle de diffusion ne s’arrête pas par un lien : adressez-vous à votre structure.'
  }
}

/** Codes that deliveries end with; anything else is what the channel said, in its own words. */
const outcomes: Readonly<Record<string, string>> = {
  'no-right': 'n’a plus le droit de voir cet évènement',
  inactive: 'a quitté l’annuaire',
  stopped: 'a arrêté l’abonnement ou le suivi avant l’envoi',
  unknown: 'n’est plus dans l’annuaire',
  'address-invalid': 'adresse incorrecte',
  'agent-not-found': 'inconnu de la console',
}

export function outcomeLabel(outcome: string): string {
  return outcomes[outcome] ?? outcome
}
