import { acknowledgeByLink, describeAcknowledgement } from '#core/diffusion/acknowledge.ts'
import { describeStop, stopReason } from '#core/diffusion/stop.ts'
import type { LinkTarget } from '#core/diffusion/stop-link.ts'
import type { HttpDeps, LinkPage, ReadinessPart } from '#core/http/deps.ts'
import { createServer } from '#core/http/server.ts'
import type { Worker } from '#core/store/worker.ts'
import { findEvents } from '#search/find.ts'
import { acknowledgeSentence, stopSentence } from '#templates/reasons.ts'
import { wordRefusalToProgram } from '#templates/refusals.ts'
import { style } from '#templates/web/page.ts'
import { problemTitles, wordFault } from '#templates/web/problems.ts'
import { proofCsv } from '#templates/web/proof-csv.ts'
import { askPage, donePage, failedPage, unknownPage } from '#templates/web/stop.ts'
import { HttpUnavailable } from './http-unavailable.ts'
import type { Parts } from './parts.ts'
import { version } from './version.ts'

/** The API, listening. Everything that is not of core comes to it as functions. */
export async function startHttp(
  parts: Parts,
  worker: Worker | undefined,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await createServer({
    store: parts.store,
    clock: parts.clock,
    interests: parts.interests,
    find: (ctx, input) => findEvents(ctx, parts.engine, input),
    words: { titles: problemTitles, refusal: wordRefusalToProgram, fault: wordFault },
    pages: {
      style,
      ask: askPage,
      done: donePage,
      unknown: unknownPage,
      failed: failedPage,
      proofCsv,
    },
    notary: parts.notary,
    stop: stopOf(parts),
    readiness: () => readiness(parts, worker),
    version,
    log: parts.log,
    trustProxy: parts.config.trustProxy,
    secure: parts.config.publicUrl?.startsWith('https:') ?? false,
  })
  const { httpHost: host, httpPort: port } = parts.config
  const url = await server.listen({ host, port }).catch((error: unknown) => {
    throw new HttpUnavailable(host, port, error)
  })
  parts.links.answerAt(url)
  return { url, stop: () => server.close() }
}

function stopOf({ links, store, clock }: Parts): HttpDeps['stop'] {
  return {
    isOurs: (token) => links.read(token) !== undefined,
    async describe(asks, token) {
      const target = links.read(token)
      if (target === undefined || asksOf(target) !== asks) return undefined
      if (target.type === 'acknowledge') {
        const found = await describeAcknowledgement(store, target)
        return found && { asks, sentence: acknowledgeSentence(found.number), already: found.already }
      }
      const found = await describeStop(store, target)
      return found && { asks, sentence: stopSentence(found.reason, found.number), already: found.already }
    },
    async confirm(asks, token) {
      const target = links.read(token)
      if (target === undefined || asksOf(target) !== asks) return false
      if (target.type === 'acknowledge') return acknowledgeByLink(store, clock, target)
      await stopReason(store, clock, target)
      return true
    },
  }
}

function asksOf({ type }: LinkTarget): LinkPage['asks'] {
  return type === 'acknowledge' ? 'acknowledge' : 'stop'
}

async function readiness(parts: Parts, worker: Worker | undefined): Promise<ReadinessPart[]> {
  const database = await parts.store.pool.query('select 1').then(
    () => true,
    () => false,
  )
  const jobs = worker === undefined ? [] : [{ name: 'jobs', ok: worker.healthy() }]
  return [
    { name: 'database', ok: database },
    { name: 'subscriptions', ok: parts.interests.isCurrent() },
    ...jobs,
  ]
}
