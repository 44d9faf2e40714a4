import rateLimit from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clientAddress } from './client-address.ts'
import type { App, Limits } from './deps.ts'
import { Fault } from './fault.ts'

/**
 * What is counted apart. By token: `read`, `write` and `heavy` (searches, reach, proof). By address: `page`, what people
 * open without a token, and `docs`. Health, readiness and metrics are not counted: whoever watches may watch.
 */
export const rateClasses = ['read', 'write', 'heavy', 'page', 'docs'] as const
export type RateClass = (typeof rateClasses)[number]
/** The classes of what a token opens. */
export type TokenRate = Exclude<RateClass, 'page' | 'docs'>

export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
export type Limiters = Readonly<Record<RateClass, Limiter>>

/** A token's limit is its reads a minute; writes and heavy questions have a fifth of it. */
export const shares = { read: 1, write: 5, heavy: 5 } as const satisfies Record<TokenRate, number>

/** Makes the limiters, each with counts of its own: what fills one takes nothing from the others. */
export async function limitRate(app: App, limits: Limits): Promise<Limiters> {
  await app.register(rateLimit, { global: false, enableDraftSpec: true })
  const readsOf = ({ token }: FastifyRequest) => token?.perMinute ?? limits.perMinute
  const limiter = (
    rate: RateClass,
    max: (request: FastifyRequest) => number,
    key: (request: FastifyRequest) => string,
  ): Limiter => {
    const count = app.rateLimit({
      cache: limits.mostCounted,
      timeWindow: 60_000,
      max,
      keyGenerator: key,
      errorResponseBuilder: (request, { ttl, max: limit }) => {
        const wish = request.token === null ? undefined : 2 * readsOf(request)
        return new Fault('rate-exceeded', { rate, limit, seconds: Math.ceil(ttl / 1000), wish })
      },
    })
    return (request, reply) => count.call(app, request, reply)
  }
  const byToken = (rate: TokenRate) =>
    limiter(
      rate,
      (request) => Math.max(1, Math.floor(readsOf(request) / shares[rate])),
      (request) => `token:${request.token?.id}`,
    )
  return {
    read: byToken('read'),
    write: byToken('write'),
    heavy: byToken('heavy'),
    page: limiter('page', () => limits.pagesPerMinute, pageKey),
    docs: limiter('docs', () => limits.docsPerMinute, addressKey),
  }
}

/** An address of IPv4, or the /64 of IPv6 that one subscriber has. */
export function addressKey(request: FastifyRequest): string {
  return rateLimit.normalizeIP(clientAddress(request))
}

/** Who opens a link of ours is counted by the link: guesses of others behind the same proxy do not stop him. */
function pageKey(request: FastifyRequest): string {
  return request.link === null ? addressKey(request) : `link:${request.link}`
}
