import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { todayOf } from '../clock.ts'
import type { App, HttpDeps } from './deps.ts'
import { aboutLimits, aboutTokens, describeDoors } from './describe-doors.ts'
import { describeKinds } from './describe-kinds.ts'
import type { Limiter } from './limit-rate.ts'

/** Scripts and styles of the page come from this server; the page sets style attributes itself, hence `unsafe-inline`. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** OpenAPI made from the schemas of the routes, at /docs/json, and a page to try it at /docs. Called before any route. */
export async function document(
  app: App,
  { version, clock }: Pick<HttpDeps, 'version' | 'clock'>,
  limiter: Limiter,
): Promise<void> {
  const today = todayOf(clock)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vigie : interface de programmation',
        description:
          'Ouvrir, suivre, modifier et rechercher des évènements sanitaires, et prouver qui a été averti de quoi. ' +
          'Chaque requête porte un jeton personnel : `Authorization: Bearer vgi_…`. ' +
          'Les refus sont au format RFC 9457 (`application/problem+json`). ' +
          aboutLimits,
        version,
      },
      tags: [
        { name: 'Évènements', description: 'La fiche et sa vie' },
        { name: 'Fil de suivi', description: 'Ce qui s’écrit sur un évènement' },
        { name: 'Documents', description: 'Ce qui est joint à un évènement' },
        { name: 'Diffusion', description: 'Suivis, abonnements, portée et preuve' },
        { name: 'Référentiels', description: 'Les types de fiche, leurs champs et leurs codes' },
        { name: 'Agent', description: 'À qui appartient le jeton' },
        { name: 'Exploitation', description: 'Santé et mesures du service' },
      ],
      components: {
        securitySchemes: {
          jeton: { type: 'http', scheme: 'bearer', description: aboutTokens },
        },
      },
    },
    transform: describeDoors,
    transformObject: (made) => complete(jsonSchemaTransformObject(made), today),
  })
  await app.register(async (pages: App) => {
    pages.addHook('onRequest', limiter)
    await pages.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: policy,
      theme: { title: 'Vigie : interface de programmation' },
      uiConfig: {
        layout: 'BaseLayout',
        docExpansion: 'list',
        deepLinking: true,
        persistAuthorization: false,
      },
    })
  })
}

type Document = ReturnType<typeof jsonSchemaTransformObject>

/**
 * The document with the fields of every kind. Every named schema comes as one for requests and one for answers: those that
 * nothing refers to are left out.
 */
function complete(made: Document, today: string): Document {
  if (!('components' in made)) return made
  const schemas: Record<string, unknown> = Object.assign(made.components?.schemas ?? {}, describeKinds(today))
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      follow(schemas[name] ?? {})
    }
  }
  follow('paths' in made ? made.paths : {})
  for (const name of Object.keys(schemas)) if (!used.has(name)) Reflect.deleteProperty(schemas, name)
  return made
}
