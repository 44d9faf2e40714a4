import { listTokens } from '#core/http/tokens/list-tokens.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { revokeToken } from '#core/http/tokens/revoke-token.ts'
import { type OperatorCommand, UsageError } from '../command.ts'

export const tokenCommand: OperatorCommand = {
  name: 'token',
  summary: 'crée, liste ou révoque les jetons de l’API d’un agent',
  usage: 'token <creer ADRESSE [--nom NOM] | lister ADRESSE | revoquer NUMÉRO>',
  details: ['Le jeton n’est montré qu’une fois, à sa création : Vigie n’en garde qu’une empreinte.'],
  examples: [
    'token creer claire.vidal@agri.example --nom tableau-de-bord',
    'token lister claire.vidal@agri.example',
    'token revoquer 12',
  ],
  options: { nom: { type: 'string' } },
  words: [2, 2],
  async run(parts, { words: [verb = '', target = ''], options, say }) {
    const ctx = parts.contextFor({ type: 'system', name: 'Opérateur' })
    if (verb === 'creer') {
      const made = await makeToken(ctx, {
        email: target,
        label: typeof options.nom === 'string' ? options.nom : 'api',
      })
      say(`Jeton n° ${made.id} pour ${target}, à conserver maintenant, il ne sera plus montré :`)
      return say(made.token)
    }
    if (verb === 'lister') {
      const tokens = await listTokens(ctx, { email: target })
      if (tokens.length === 0) say(`${target} n’a aucun jeton.`)
      for (const { id, label, createdAt, lastUsedAt, revokedAt } of tokens) {
        const use =
          lastUsedAt === null || lastUsedAt === undefined
            ? 'jamais servi'
            : `servi le ${lastUsedAt.toISOString()}`
        say(`n° ${id}  ${label}  créé le ${createdAt.toISOString()}  ${use}${revokedAt ? '  révoqué' : ''}`)
      }
      return
    }
    if (verb !== 'revoquer')
      throw new UsageError(`« ${verb} » n’est pas compris : écrivez creer, lister ou revoquer.`)
    const id = Number(target)
    if (!Number.isInteger(id))
      throw new UsageError(`« ${target} » n’est pas un numéro de jeton : « token lister ADRESSE » les donne.`)
    say(
      (await revokeToken(ctx, { id }))
        ? `Le jeton n° ${id} est révoqué.`
        : `Aucun jeton actif ne porte le n° ${id}.`,
    )
  },
}
