/** Codes that deliveries end with; anything else is what the channel said, in its own words. */
const outcomes: Readonly<Record<string, string>> = {
  'no-right': 'n’a plus le droit de voir cet évènement',
  inactive: 'a quitté l’annuaire',
  stopped: 'a arrêté l’abonnement ou le suivi avant l’envoi',
  unknown: 'n’est plus dans l’annuaire',
  closed: 'salon fermé, ou qui n’est plus lié à la structure',
  'channel-off': 'canal arrêté',
  withdrawn: 'évènement retiré avant l’envoi',
  'address-invalid': 'adresse incorrecte',
  'agent-not-found': 'inconnu de la console',
}

export function outcomeLabel(outcome: string): string {
  return outcomes[outcome] ?? outcome
}
