import type { ChannelName } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import type { Reason } from '#core/diffusion/reason.ts'
import type { EntryType } from '#core/events/entry.entity.ts'
import type { EventState } from '#core/events/event.entity.ts'

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

/** `22 novembre 2026`, with `1er` for the first of the month. @param day ISO 8601 date */
export function formatDay(day: string): string {
  const date = Temporal.PlainDate.from(day)
  const month = date.toLocaleString('fr-FR', { month: 'long' })
  return `${date.day === 1 ? '1er' : date.day} ${month} ${date.year}`
}

/** `1 agent`, `2 agents`, `1 200 agents`: French takes the plural from two on. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n.toLocaleString('fr-FR')} ${n >= 2 ? plural : singular}`
}
