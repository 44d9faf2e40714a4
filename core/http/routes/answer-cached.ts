import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isKnown } from '../etag.ts'

/** Answers with what changes at most with a new release: kept five minutes, then asked again by its ETag. */
export function answerCached<T>(request: FastifyRequest, reply: FastifyReply, body: T): T | FastifyReply {
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`
  reply.headers({ etag, 'cache-control': 'private, max-age=300' })
  const known = request.headers['if-none-match']
  return isKnown(known, etag) ? reply.code(304).send() : body
}
