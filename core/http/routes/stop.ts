import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { App, HttpDeps } from '../deps.ts'
import { failureOf } from '../handle-errors.ts'
import type { Limiter } from '../limit-rate.ts'
import { headersOf, problemOf } from '../problem.ts'
import { problemSchema } from '../shapes/problem.ts'

const page = (description: string) => ({
  description,
  content: { 'text/html': { schema: z.string().meta({ description: 'Une page' }) } },
})

const schema = {
  tags: ['Diffusion'],
  params: z.object({ token: z.string().meta({ description: 'Jeton du lien, signé' }) }),
  response: {
    200: page('Ce qui serait arrêté, ou qui l’est'),
    400: {
      description: 'Adresse illisible. Codes : `request-refused`',
      content: {
        ...page('').content,
        'application/problem+json': { schema: problemSchema },
      },
    },
    404: page('Le lien ne désigne rien'),
    413: page('Demande trop volumineuse'),
    429: page('Trop de demandes en une minute'),
    500: page('Panne'),
    503: page('Service indisponible'),
  },
}

/**
 * The one-click link of notices, for people without a token. GET only asks: mail scanners open every link.
 * POST does it, from the page or by the mail program itself (RFC 8058, `List-Unsubscribe=One-Click`).
 */
export function stopRoutes(app: App, { stop, pages, words }: HttpDeps, limiter: Limiter): void {
  const hash = createHash('sha256').update(pages.style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  const show = (reply: FastifyReply, status: number, page: string) =>
    reply.code(status).header('content-security-policy', policy).type('text/html; charset=utf-8').send(page)

  app.addHook('onRequest', async (request) => {
    const { token } = schema.params.parse(request.params)
    if (stop.isOurs(token)) request.link = token
  })
  app.addHook('onRequest', limiter)
  // The body says nothing that the address does not: whatever its type, it is read and dropped.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, _body, done) => {
    done(null, undefined)
  })
  app.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error, request)
    const { status, detail } = problemOf(failure, request.id, words)
    return show(reply.headers(headersOf(failure)), status, pages.failed({ detail }))
  })
  for (const { path, asks, asked, done } of linkPaths) {
    app.get(
      path,
      {
        schema: {
          ...schema,
          ...asked,
          description: 'Ne change rien : les antivirus de messagerie ouvrent chaque lien.',
        },
      },
      async (request, reply) => {
        const described = await stop.describe(asks, request.params.token)
        return described === undefined
          ? show(reply, 404, pages.unknown())
          : show(reply, 200, pages.ask(described))
      },
    )
    app.post(path, { schema: { ...schema, ...done } }, async (request, reply) => {
      const { token } = request.params
      const described = await stop.describe(asks, token)
      const did = described !== undefined && (await stop.confirm(asks, token))
      return did ? show(reply, 200, pages.done(described)) : show(reply, 404, pages.unknown())
    })
  }
}

const linkPaths = [
  {
    path: '/arret/:token',
    asks: 'stop',
    asked: { operationId: 'askStop', summary: 'Page qui demande s’il faut arrêter' },
    done: {
      operationId: 'stop',
      summary: 'Arrêter ce que le lien désigne',
      description: 'Depuis la page, ou en un clic depuis la messagerie (RFC 8058).',
    },
  },
  {
    path: '/accuse/:token',
    asks: 'acknowledge',
    asked: { operationId: 'askAcknowledge', summary: 'Page qui demande si l’avis a été lu' },
    done: {
      operationId: 'acknowledge',
      summary: 'Accuser réception de l’avis que le lien désigne',
      description: 'Depuis la page. Répété, ne change rien.',
    },
  },
] as const
