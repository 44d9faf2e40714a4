import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Interests } from '../diffusion/interests.ts'
import type { Proof } from '../diffusion/prove.ts'
import type { Agent } from '../directory/agent.entity.ts'
import type { Notary } from '../proof/notary.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import type { Find } from './find.ts'
import type { ProblemWords } from './problem.ts'
import type { KnownToken } from './tokens/find-token.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who speaks, once his token is read; null on public routes. */
    agent: Agent | null
    token: KnownToken | null
    /** The one-click link that is opened, when it is one of ours. */
    link: string | null
  }
}

/** The server that routes are added to: fastify that reads and writes by zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** Everything that the HTTP edge is given; what is not of core comes as functions. */
export interface HttpDeps {
  readonly store: Store
  readonly clock: Clock
  readonly interests: Interests
  readonly find: Find
  readonly words: ProblemWords
  readonly pages: Pages
  /** Signs the proofs that others check without us. */
  readonly notary: Notary
  readonly stop: StopLinks
  readonly readiness: () => Promise<readonly ReadinessPart[]>
  readonly version: string
  /** A pino logger. Absent: nothing is logged. */
  readonly log?: FastifyBaseLogger
  readonly limits?: Partial<Limits>
  /** Proxies whose X-Forwarded-For is believed: addresses and ranges. Absent or empty: nobody's. */
  readonly trustProxy?: readonly string[]
  /** Agents reach this server by https, and are told to come by nothing else. */
  readonly secure?: boolean
}

export interface Limits {
  /** Reads per minute of a token that has no limit of its own; writes and searches: a fifth. 600 when absent. */
  readonly perMinute: number
  /** Pages per minute of one address, or of one link of ours. 60 when absent. */
  readonly pagesPerMinute: number
  /** Requests to /docs per minute of one address. 300 when absent. */
  readonly docsPerMinute: number
  /** Missing and refused tokens per minute of one address, before it is answered 429. 30 when absent. */
  readonly refusedPerMinute: number
  /** Tokens or addresses that one process counts, in each class; those heard of last are kept. 10 000 when absent. */
  readonly mostCounted: number
  /** Milliseconds for a route to answer before 503. 30 000 when absent. */
  readonly answerWithin: number
}

/** One thing that the process needs in order to serve: `database`, `jobs`. */
export interface ReadinessPart {
  readonly name: string
  readonly ok: boolean
  /** What is seen, in words; no address and no secret: the route is public. */
  readonly detail?: string
}

/**
 * The one-click links of notices. The token says who and what; it is its own authorisation, and says nothing where another
 * thing is asked for than it was made for.
 */
export interface StopLinks {
  /** True when we made this link; asks nothing of the database. */
  isOurs(token: string): boolean
  /** What the link would do; undefined when the token says nothing. */
  describe(asks: LinkPage['asks'], token: string): Promise<LinkPage | undefined>
  /** Does it; twice is once. False when the token says nothing. */
  confirm(asks: LinkPage['asks'], token: string): Promise<boolean>
}

/** What a link asks for: to stop something, or to say that one took note. */
export interface LinkPage {
  readonly asks: 'stop' | 'acknowledge'
  readonly sentence: string
  /** It was done before: there is nothing to ask. */
  readonly already: boolean
}

/** What is shown to people rather than programs (templates/web). */
export interface Pages {
  /** The style sheet within every page, for the security policy to allow it by its hash. */
  readonly style: string
  /** Asks before anything is done. */
  ask(page: LinkPage): string
  done(page: LinkPage): string
  unknown(): string
  /** Something else went wrong; `detail` says what, in words. */
  failed(page: { readonly detail: string }): string
  proofCsv(proof: Proof): string
}

/** The context of a verb, for the agent of this request. @throws Refusal token-invalid when nobody is behind it */
export function contextOf(deps: HttpDeps, request: Pick<FastifyRequest, 'agent'>): Context {
  const { store, clock, interests } = deps
  return { store, clock, interests, actor: { type: 'agent', agent: agentOf(request) } }
}

export function agentOf({ agent }: Pick<FastifyRequest, 'agent'>): Agent {
  return present(agent)
}

export function tokenOf({ token }: Pick<FastifyRequest, 'token'>): KnownToken {
  return present(token)
}

function present<T>(known: T | null): T {
  if (known === null) throw new Refusal('token-invalid', { why: 'unknown', on: undefined })
  return known
}
