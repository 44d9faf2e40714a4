import { sealProof } from '#core/proof/sealed-proof.ts'
import type { OperatorCommand } from '../command.ts'

export const proofCommand: OperatorCommand = {
  name: 'preuve',
  summary: 'écrit la preuve scellée d’un évènement, qu’un tiers vérifie sans Vigie',
  usage: 'preuve NUMÉRO > preuve.json',
  details: [
    'Le fil de suivi et les états des remises, chaînés, avec la signature de leurs extrémités, publiée à cet instant.',
    'Un tiers la vérifie par « node core/proof/verify-proof.mjs preuve.json --key cle-publique.pem » (« ancrer cle » donne la clé).',
  ],
  examples: ['preuve A-2026.12'],
  words: [1, 1],
  async run(parts, { words: [number = ''], say }) {
    const proof = await sealProof(parts.contextFor({ type: 'system', name: 'Opérateur' }), parts.notary, {
      number,
    })
    say(JSON.stringify(proof, null, 1))
  },
}
