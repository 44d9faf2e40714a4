import type { ChannelName } from '#core/diffusion/channel.ts'
import type { OutcomeCode, Reception } from '#core/diffusion/outcome.ts'

/** Why a delivery was not made, or is not yet. */
const outcomes = {
  'no-right': 'n’a plus le droit de voir cet évènement',
  inactive: 'a quitté l’annuaire',
  stopped: 'a arrêté l’abonnement ou le suivi avant l’envoi',
  unknown: 'n’est plus dans l’annuaire',
  closed: 'salon fermé, ou qui n’est plus lié à la structure',
  withdrawn: 'évènement retiré avant l’envoi',
  'told-before': 'déjà dit par l’avis précédent',
  'channel-off': 'canal arrêté',
  'agent-not-found': 'compte inconnu de la messagerie',
  'address-invalid': 'adresse incorrecte',
  'address-unknown': 'adresse inconnue, ou compte fermé',
  'room-left': 'Vigie n’est plus dans ce salon',
  'room-forbidden': 'Vigie ne peut pas écrire dans ce salon',
  'too-large': 'message trop long pour la messagerie',
  rejected: 'refusé par la messagerie du destinataire',
  failed: 'l’envoi a échoué',
} as const satisfies Record<OutcomeCode, string>

/** @param detail what the provider or the error said, in its own words */
export function outcomeLabel(outcome: OutcomeCode, detail: string | null = null): string {
  return detail === null ? outcomes[outcome] : `${outcomes[outcome]} : ${detail}`
}

/** How far a delivered notice came: « remis » alone would say more than is known. */
export function receptionLabel(reception: Reception, channel: ChannelName): string {
  return reception === 'unseen' ? unseen[channel] : seen[reception]
}

const seen = {
  shown: 'affiché',
  read: 'lu',
  acknowledged: 'accusé',
} as const satisfies Record<Exclude<Reception, 'unseen'>, string>

const unseen = {
  console: 'en attente de son lecteur',
  email: 'remis au serveur de courriel, lecture inconnue',
  matrix: 'déposé sur Tchap, pas encore lu',
} as const satisfies Record<ChannelName, string>
