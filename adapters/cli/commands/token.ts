import { readCidr } from '#core/http/cidr.ts'
import { scopes } from '#core/http/scopes.ts'
import { listTokens } from '#core/http/tokens/list-tokens.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { revokeToken } from '#core/http/tokens/revoke-token.ts'
import { type OperatorCommand, type OperatorInput, UsageError } from '../command.ts'
import { lastInstantOf } from '../read-day.ts'
import { tokenLine } from '../token-line.ts'

export const tokenCommand: OperatorCommand = {
  name: 'token',
  summary: 'crée, liste ou révoque les jetons de l’API d’un agent',
  usage:
    'token <creer ADRESSE [--nom NOM] [--droits LISTE] [--expire JOUR] [--adresses LISTE] [--limite NOMBRE] | lister ADRESSE | revoquer NUMÉRO>',
  details: [
    'Le jeton n’est montré qu’une fois, à sa création : Vigie n’en garde qu’une empreinte.',
    `--droits    ce qu’il ouvre : ${scopes.join(', ')}, séparés par des virgules, ou tous ; events:read si rien n’est dit`,
    '--expire    dernier jour où il vaut, 2027-03-31 ou 31/03/2027 ; dans un an si rien n’est dit, dans cinq ans au plus',
    '--adresses  d’où il peut servir, par exemple 203.0.113.7,10.1.0.0/16 ; de partout si rien n’est dit',
    '--limite    lectures par minute ; écritures et recherches en ont le cinquième ; 600 si rien n’est dit',
    'Un agent qui quitte l’annuaire perd ses jetons, même s’il revient.',
  ],
  examples: [
    'token creer claire.vidal@agri.example --nom tableau-de-bord',
    'token creer claire.vidal@agri.example --droits events:read,events:write --expire 31/03/2027',
    'token creer labo@agri.example --nom labo --droits tous --adresses 203.0.113.0/24 --limite 1200',
    'token lister claire.vidal@agri.example',
    'token revoquer 12',
  ],
  options: {
    nom: { type: 'string' },
    droits: { type: 'string' },
    expire: { type: 'string' },
    adresses: { type: 'string' },
    limite: { type: 'string' },
  },
  words: [2, 2],
  async run(parts, { words: [verb = '', target = ''], options, say }) {
    const ctx = parts.contextFor({ type: 'system', name: 'Opérateur' })
    if (verb === 'creer') {
      const wished = readWishes(options)
      const made = await makeToken(ctx, { email: target, ...wished })
      say(`Jeton n° ${made.id} pour ${target}, à conserver maintenant, il ne sera plus montré :`)
      say(made.token)
      return say(tokenLine({ ...wished, expiresAt: made.expiresAt }))
    }
    if (verb === 'lister') {
      const tokens = await listTokens(ctx, { email: target })
      if (tokens.length === 0) say(`${target} n’a aucun jeton.`)
      for (const token of tokens) say(`n° ${token.id}  ${token.label}  ${tokenLine(token, ctx.clock.now())}`)
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

/** What the token is to be, as the options say it. @throws UsageError */
export function readWishes(options: OperatorInput['options']) {
  const { nom = 'api', droits = 'events:read', expire, adresses, limite } = options
  return {
    label: String(nom),
    scopes: droits === 'tous' ? scopes : readScopes(listed(String(droits))),
    expiresAt: expire === undefined ? undefined : lastInstantOf(String(expire), 'expire'),
    addresses: adresses === undefined ? undefined : readRanges(listed(String(adresses))),
    perMinute: limite === undefined ? undefined : readLimit(String(limite)),
  }
}

function readScopes(written: readonly string[]): readonly string[] {
  const unknown = written.find((one) => !scopes.some((scope) => scope === one))
  if (unknown !== undefined || written.length === 0)
    throw new UsageError(
      `--droits ne connaît pas « ${unknown ?? ''} » : écrivez ${scopes.join(', ')}, séparés par des virgules, ou tous.`,
    )
  return written
}

function readRanges(written: readonly string[]): readonly string[] {
  const wrong = written.find((one) => readCidr(one) === undefined)
  if (wrong !== undefined || written.length === 0)
    throw new UsageError(
      `--adresses est une liste d’adresses ou de plages, par exemple 203.0.113.7,10.1.0.0/16 (lu : « ${wrong ?? ''} »).`,
    )
  return written
}

function readLimit(written: string): number {
  const limit = Number(written)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw new UsageError(
      `--limite est un nombre de lectures par minute, de 1 à 100000 (lu : « ${written} »).`,
    )
  return limit
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
