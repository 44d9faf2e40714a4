import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { isDatabaseDown } from '../store/database-down.ts'
import type { App } from './deps.ts'
import { Fault } from './fault.ts'
import { bodyLimit } from './limits.ts'
import { headersOf, type ProblemWords, problemOf } from './problem.ts'

/** Answers what no route does. */
export type Miss = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

/** Everything that goes wrong in a route leaves as a problem; what was not expected is logged here, once. */
export function handleErrors(app: App, words: ProblemWords, miss: Miss): void {
  app.setErrorHandler((error, request, reply) => {
    // Whatever is wrong with a request to an address that is none, that it is none is what there is to say.
    if (request.is404) return miss(request, reply)
    return sendProblem(failureOf(error, request), request, reply, words)
  })
}

export function sendProblem(
  failure: Refusal | Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  words: ProblemWords,
): FastifyReply {
  const problem = problemOf(failure, request.id, words)
  return reply.code(problem.status).headers(headersOf(failure)).type('application/problem+json').send(problem)
}

/** The expected failure that an error stands for; a surprise is logged with the id that its sentence quotes. */
export function failureOf(error: unknown, request: FastifyRequest): Refusal | Fault {
  const failure = classify(error, request)
  if (failure !== undefined) return failure
  request.log.error({ err: error, route: request.routeOptions.url }, 'unexpected error')
  return new Fault('surprise', { id: request.id })
}

const coded = z.object({ code: z.string(), statusCode: z.number().optional() })

function classify(error: unknown, request: FastifyRequest): Refusal | Fault | undefined {
  if (error instanceof Refusal || error instanceof Fault) return error
  if (isDatabaseDown(error)) {
    request.log.warn({ err: error }, 'database unreachable')
    return new Refusal('unavailable', { what: 'la base de données' })
  }
  const seen = coded.safeParse(error)
  if (!seen.success) return undefined
  const { code, statusCode = 500 } = seen.data
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Fault('body-too-large', { limit: bodyLimit })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Fault('media-refused', { seen: request.headers['content-type'] ?? '' })
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new Fault('too-slow', {})
    default:
      return statusCode < 500 ? new Fault('request-refused', { reason: code }) : undefined
  }
}
