import { unlinkAddress } from '#core/directory/unlink.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const identityCommand: OperatorCommand = {
  name: 'identite',
  summary: 'délie un compte Tchap de l’agent pour qui il parle',
  usage: 'identite delier ADRESSE',
  details: [
    'Vigie ne reconnaît plus ce compte ; ce que l’agent recevait sur Tchap lui arrive désormais par courriel.',
    'Pour lier des comptes : « import identites FICHIER », ou l’agent lui-même, par un code reçu à son adresse.',
  ],
  examples: ['identite delier @claire.vidal:agent.exemple.gouv.fr'],
  words: [2, 2],
  async run(parts, { words: [verb = '', address = ''], say }) {
    if (verb !== 'delier') throw new UsageError(`« ${verb} » n’est pas compris : écrivez delier.`)
    const ctx = parts.contextFor({ type: 'system', name: 'Opérateur' })
    const email = await unlinkAddress(ctx, { address })
    say(`Le compte ${address} n’est plus lié à ${email}.`)
  },
}
