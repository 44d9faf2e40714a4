import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { canonical } from '../../canonical.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../refusal.ts'
import { joinedStore } from '../../store/joined.ts'
import { agentOf, contextOf, type HttpDeps } from '../deps.ts'
import { problemOf, problemStatus } from '../problem.ts'
import { type Demand, type KeptAnswer, keepAnswer, takeKey } from './kept-answer.ts'
import { bareKey } from './key.ts'

/** What of an answer, besides its status and body, tells what was done. */
const told = ['content-type', 'etag', 'location'] as const

/**
 * Answers with what `act` makes; under an Idempotency-Key, once: later tries are given the first answer.
 * @throws Fault key-under-way, key-reused
 */
export async function once<T>(
  deps: HttpDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (ctx: Context) => Promise<T>,
): Promise<T | FastifyReply> {
  const ctx = contextOf(deps, request)
  const written = request.headers['idempotency-key']
  if (typeof written !== 'string') return act(ctx)
  const asked = { agentId: agentOf(request).id, key: bareKey(written), demand: demandOf(request) }
  const { answer, again } = await deps.store.transaction((em) =>
    answerOnce(em, deps, asked, () => answerOf(em, { deps, request, reply, ctx }, act)),
  )
  if (again) reply.header('idempotency-replayed', 'true')
  return reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .send(answer.body)
}

async function answerOnce(
  em: EntityManager,
  { clock }: HttpDeps,
  asked: Demand,
  make: () => Promise<KeptAnswer>,
): Promise<{ answer: KeptAnswer; again: boolean }> {
  const before = await takeKey(em, clock, asked)
  if (before !== undefined) return { answer: before, again: true }
  const answer = await make()
  await keepAnswer(em, clock, asked, answer)
  return { answer, again: false }
}

interface Asked {
  readonly deps: HttpDeps
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly ctx: Context
}

/** What is answered, in words that can be kept. A refusal undoes the act, and is an answer too. */
async function answerOf<T>(
  em: EntityManager,
  { deps, request, reply, ctx }: Asked,
  act: (ctx: Context) => Promise<T>,
): Promise<KeptAnswer> {
  const outer = joinedStore(deps.store, em)
  try {
    const body = await outer.transaction((inner) => act({ ...ctx, store: joinedStore(deps.store, inner) }))
    reply.type('application/json; charset=utf-8')
    return { status: reply.statusCode, headers: headersOf(reply), body: String(reply.serialize(body)) }
  } catch (error) {
    if (!(error instanceof Refusal) || isPassing(error)) throw error
    const problem = problemOf(error, request.id, deps.words)
    return {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: JSON.stringify(problem),
    }
  }
}

/** The same demand may be granted in a while. */
function isPassing({ code }: Refusal): boolean {
  return problemStatus[code] === 429 || problemStatus[code] >= 500
}

function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    told.flatMap((name) => {
      const value = reply.getHeader(name)
      return value === undefined ? [] : [[name, String(value)]]
    }),
  )
}

function demandOf({ method, url, headers, body }: FastifyRequest): string {
  const demand = canonical([method, url, headers['if-match'] ?? null, body ?? null])
  return createHash('sha256').update(demand).digest('hex')
}
