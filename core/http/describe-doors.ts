import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { shares } from './limit-rate.ts'
import { defaultLimits } from './limits.ts'
import { scopeLabels } from './scopes.ts'

export const aboutTokens = [
  'Jeton personnel `vgi_…`, fait par l’exploitant : « token creer ADRESSE --droits LISTE ».',
  'Il expire, au bout d’un an si rien d’autre n’est demandé, et peut n’être accepté que d’adresses choisies. Ses droits :',
  '',
  ...Object.entries(scopeLabels).map(([scope, label]) => `- \`${scope}\` : ${label}`),
].join('\n')

const aFifth = defaultLimits.perMinute / shares.write

export const aboutLimits = [
  `Les appels sont limités par jeton et par minute : ${defaultLimits.perMinute} lectures, ${aFifth} écritures, ${aFifth} recherches, portées ou preuves.`,
  'Chaque réponse dit ce qu’il en reste (`RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`) ; au-delà : 429 et `Retry-After`.',
  'Pour davantage, demandez à l’exploitant un jeton qui a sa propre limite : « token creer ADRESSE --limite 1200 » donne 1 200 lectures, et le cinquième du reste.',
].join(' ')

const seconds = { type: 'integer', minimum: 0 } as const

/** As OpenAPI says the headers of an answer 429. */
const limitHeaders = {
  'Retry-After': { ...seconds, description: 'Secondes à attendre avant de recommencer' },
  'RateLimit-Limit': { ...seconds, description: 'Appels permis par minute, de cette sorte' },
  'RateLimit-Remaining': { ...seconds, description: 'Appels qui restent dans la minute en cours' },
  'RateLimit-Reset': { ...seconds, description: 'Secondes jusqu’à la fin de cette minute' },
} as const

/** Writes into the description of each route what its door asks for: the token's scope, and the limit. */
export const describeDoors: typeof jsonSchemaTransform = (document) => {
  const door = document.route.config?.door
  if (door === undefined) return withHeaders(jsonSchemaTransform(document))
  const { description, response, ...rest } = document.schema
  const scope = door.scope === 'any' ? 'Tout jeton convient.' : `Droit du jeton : \`${door.scope}\`.`
  return withHeaders(
    jsonSchemaTransform({
      ...document,
      schema: {
        ...rest,
        description: description === undefined ? scope : `${description}\n\n${scope}`,
        security: [{ jeton: door.scope === 'any' ? [] : [door.scope] }],
        response,
      },
    }),
  )
}

const limited = z.looseObject({ 429: z.looseObject({}) })

function withHeaders(made: ReturnType<typeof jsonSchemaTransform>): ReturnType<typeof jsonSchemaTransform> {
  const read = limited.safeParse(made.schema?.response)
  if (!read.success) return made
  const response = { ...read.data, 429: { ...read.data[429], headers: limitHeaders } }
  return { ...made, schema: { ...made.schema, response } }
}
