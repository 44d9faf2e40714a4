import type { FastifyBaseLogger, InjectOptions } from 'fastify'
import { type Clock, settableClock } from '#core/clock.ts'
import { type Interests, openInterests } from '#core/diffusion/interests.ts'
import type { App, HttpDeps } from '#core/http/deps.ts'
import { scopes } from '#core/http/scopes.ts'
import { createServer } from '#core/http/server.ts'
import { type MakeTokenInput, makeToken } from '#core/http/tokens/make-token.ts'
import type { Store } from '#core/store/store.ts'
import { findEvents } from '#search/find.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { wordRefusalToProgram } from '#templates/refusals.ts'
import { style } from '#templates/web/page.ts'
import { problemTitles, wordFault } from '#templates/web/problems.ts'
import { proofCsv } from '#templates/web/proof-csv.ts'
import { askPage, donePage, failedPage, unknownPage } from '#templates/web/stop.ts'
import { freshStore } from '../../database.ts'
import { testNotary } from '../proof/notary.ts'
import { expectDocumented } from './documented.ts'
import { addPeople, type People } from './people.ts'

export interface Harness extends AsyncDisposable {
  readonly app: App
  readonly store: Store
  readonly clock: Clock & { set(instant: string): void }
  readonly people: People
  /** Tokens that stop links know, and whether they were confirmed. */
  readonly stops: Map<string, boolean>
  readonly tokens: Readonly<Record<'claire' | 'marc' | 'anne', string>>
  /** Another token, with fewer scopes, another limit… */
  tokenFor(who: 'claire' | 'marc' | 'anne', wished: Partial<MakeTokenInput>): Promise<string>
  /** A request with somebody's token. */
  as(
    who: 'claire' | 'marc' | 'anne',
    method: NonNullable<InjectOptions['method']>,
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The body as JSON, whatever it is. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it by assertions
  readonly body: any
}

/** The whole HTTP edge on a database of its own, with three agents and their tokens. */
export async function startHarness(changes: Partial<HttpDeps> = {}): Promise<Harness> {
  const store = changes.store ?? (await freshStore())
  const clock = settableClock('2026-11-22T08:00:00Z')
  const people = await addPeople(store)
  const interests = await openInterests(store)
  const stops = new Map([['vivant', false]])
  const app = await createServer(depsOf(store, clock, interests, stops, changes))
  const ctx = { store, clock, actor: { type: 'system', name: 'essai' } } as const
  const token = async (email: string, wished: Partial<MakeTokenInput> = {}) =>
    (await makeToken(ctx, { email, label: 'essai', scopes, ...wished })).token
  const tokens = {
    claire: await token(people.claire.email),
    marc: await token(people.marc.email),
    anne: await token(people.anne.email),
  }
  return {
    app,
    store,
    clock,
    people,
    stops,
    tokens,
    tokenFor: (who, wished) => token(people[who].email, wished),
    async as(who, method, url, body, headers = {}) {
      const response = await app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${tokens[who]}`, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      const answer = answerOf(response)
      await expectDocumented(app, method, url, answer)
      return answer
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await interests.close()
      await store.close()
    },
  }
}

export function answerOf(response: { statusCode: number; headers: object; body: string }): Answer {
  const { statusCode, headers, body } = response
  const isJson = String(Reflect.get(headers, 'content-type')).includes('json') && body !== ''
  return {
    status: statusCode,
    headers: { ...headers },
    text: body,
    body: isJson && body !== '' ? JSON.parse(body) : undefined,
  }
}

function depsOf(
  store: Store,
  clock: Clock,
  interests: Interests,
  stops: Map<string, boolean>,
  changes: Partial<HttpDeps>,
): HttpDeps {
  const engine = postgresEngine(store)
  return {
    store,
    clock,
    interests,
    find: (ctx, input) => findEvents(ctx, engine, input),
    words: { titles: problemTitles, refusal: wordRefusalToProgram, fault: wordFault },
    pages: {
      style,
      ask: askPage,
      done: donePage,
      unknown: unknownPage,
      failed: failedPage,
      proofCsv,
    },
    stop: {
      isOurs: (token) => stops.has(token),
      async describe(asks, token) {
        const already = stops.get(token)
        if (asks !== 'stop' || already === undefined) return undefined
        return { asks, sentence: 'Vous suivez A-2026.1.', already }
      },
      async confirm(asks, token) {
        if (asks !== 'stop' || !stops.has(token)) return false
        stops.set(token, true)
        return true
      },
    },
    notary: testNotary(),
    readiness: async () => [{ name: 'database', ok: true }],
    version: '0.1.0',
    ...changes,
  }
}

/** A logger that keeps its lines. */
export function keepLog(): {
  log: FastifyBaseLogger
  lines: { level: string; record: unknown; message: unknown }[]
} {
  const lines: { level: string; record: unknown; message: unknown }[] = []
  const at = (level: string) => (record: unknown, message?: unknown) => {
    lines.push({ level, record, message })
  }
  const log: FastifyBaseLogger = {
    level: 'info',
    fatal: at('fatal'),
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('trace'),
    silent: at('silent'),
    child: () => log,
  }
  return { log, lines }
}
