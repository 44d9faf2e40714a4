import { allowHaste } from '#core/directory/allow-haste.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const hasteCommand: OperatorCommand = {
  name: 'cadence',
  summary: 'fixe combien de fois un agent peut avertir en 5 minutes',
  usage: 'cadence ADRESSE NOMBRE',
  details: [
    '20 au départ. Au-delà, une conversation demande s’il faut envoyer quand même ; à trois fois plus, tout est refusé,',
    'par l’API aussi. À relever pour l’agent au nom de qui un programme écrit, par exemple celui d’un laboratoire.',
  ],
  examples: ['cadence resultats@labo.example 200'],
  words: [2, 2],
  async run(parts, { words: [email = '', written = ''], say }) {
    const acts = Number(written)
    if (!Number.isInteger(acts))
      throw new UsageError(`« ${written} » n’est pas un nombre : écrivez par exemple 200.`)
    await allowHaste(parts.contextFor({ type: 'system', name: 'Opérateur' }), { email, acts })
    say(`${email} peut avertir ${acts} fois en 5 minutes ; à ${acts * 3} fois, tout est refusé.`)
  },
}
