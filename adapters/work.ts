import cron from 'node-cron'
import { z } from 'zod'
import { forgetHeard } from '#bot/heard.ts'
import { forgetAudit } from '#core/audit/forget.ts'
import { channelNames, type Outcome } from '#core/diffusion/channel.ts'
import { deliverBatch } from '#core/diffusion/deliver.ts'
import { diffuseEntry } from '#core/diffusion/diffuse.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import { wakeDigests } from '#core/digests/wake.ts'
import { sendLinkCode } from '#core/directory/send-link-code.ts'
import { sendLinked } from '#core/directory/send-linked.ts'
import { scanContent } from '#core/documents/scan.ts'
import { startScanning } from '#core/documents/scanning.ts'
import { forgetAnswers } from '#core/http/once/kept-answer.ts'
import { anchorHeads } from '#core/proof/anchor.ts'
import { mailAnchor } from '#core/proof/mail-anchor.ts'
import { sealAll } from '#core/proof/seal.ts'
import { stampAnchor } from '#core/proof/stamp.ts'
import { addJob } from '#core/store/jobs.ts'
import type { AnywhereHandlers, ScannerHandlers } from '#core/store/task-list.ts'
import { startWorker, type Worker } from '#core/store/worker.ts'
import { indexEvents } from '#search/keep-up.ts'
import { clamdScanner } from './clamav/clamd.ts'
import type { Parts } from './parts.ts'
import { timeAuthority } from './tsa/ask.ts'

/** What each job does that any process may do. */
export function handlersOf(parts: Parts): AnywhereHandlers {
  const system = parts.contextFor({ type: 'system', name: 'Vigie' })
  return {
    index: (payload) => indexEvents(parts.store, parts.engine, payload.eventIds),
    diffuse: async (payload) => {
      const told = await diffuseEntry(system, payload)
      parts.log.info({ entry: payload.entryId, deliveries: told }, 'diffused')
    },
    deliver: (payload, attempt) => deliverBatch(parts, { ...payload, ...attempt }),
    digest: (payload, attempt) => {
      const channel = z.enum(channelNames).parse(payload.channel)
      return sendDigest(parts, { ...payload, ...attempt, channel })
    },
    'link-code': async (payload) => noteMail(parts, 'link-code', await sendLinkCode(parts, payload)),
    linked: async (payload) => noteMail(parts, 'linked', await sendLinked(parts, payload)),
    anchor: async () => void (await anchorHeads(parts)),
    'anchor-stamp': async (payload) => {
      const { tsaUrl } = parts.config
      if (tsaUrl !== undefined) await stampAnchor(parts, timeAuthority(tsaUrl), payload)
    },
    'anchor-mail': async (payload) => {
      const { anchorMail } = parts.config
      if (anchorMail === undefined) return
      noteMail(parts, 'anchor-mail', await mailAnchor(parts.store, parts.mail, anchorMail, payload))
    },
  }
}

/** A mail that the server refuses is not tried again: the operator reads why. */
function noteMail(parts: Parts, task: string, outcome: Outcome | undefined): void {
  if (outcome?.state === 'refused') parts.log.warn({ task, why: outcome.why }, 'mail refused')
}

/** What becomes of contents that wait for an antivirus; nothing here without one: their jobs wait for a process that has it. */
function scannerHandlers(parts: Parts): Partial<ScannerHandlers> {
  const { clamdUrl } = parts.config
  if (clamdUrl === undefined) return {}
  const scanner = clamdScanner(clamdUrl)
  const ctx = parts.contextFor({ type: 'system', name: 'Antivirus' })
  return { scan: (payload) => scanContent(ctx, scanner, payload) }
}

/** Works the queue until stopped; what fails is logged once, without what it was about to say. */
export async function startWork(parts: Parts): Promise<Worker> {
  if (parts.config.clamdUrl !== undefined) await startScanning(parts.store, parts.clock)
  return startWorker(
    parts.store,
    { ...handlersOf(parts), ...scannerHandlers(parts) },
    {
      concurrency: parts.config.workerConcurrency,
      pollInterval: 1000,
      watchInterval: 1000,
      onError: (task, error) =>
        parts.log.warn({ task, error: error instanceof Error ? error.message : 'error' }, 'attempt failed'),
    },
  )
}

/**
 * At night, what has been kept long enough is forgotten. Each minute, digests whose window has come are enqueued, and what became of
 * deliveries is chained; each hour the ends of the chains are signed. Several clocks do no harm: jobs have keys.
 */
export function startClock(parts: Parts): { stop(): Promise<void> } {
  const task = cron.schedule('* * * * *', () => {
    wakeDigests(parts.store, parts.clock).catch((error: unknown) =>
      parts.log.warn({ error }, 'digests not woken'),
    )
    sealAll(parts.store, parts.clock).catch((error: unknown) =>
      parts.log.warn({ error }, 'deliveries not chained'),
    )
  })
  const hourly = cron.schedule('0 * * * *', () => {
    addJob(parts.store.read(), 'anchor', {}, { key: 'anchor' }).catch((error: unknown) =>
      parts.log.warn({ error }, 'chains not anchored'),
    )
  })
  const nightly = cron.schedule('17 3 * * *', () => {
    forgetHeard(parts.store, parts.clock).catch((error: unknown) =>
      parts.log.warn({ error }, 'old messages not forgotten'),
    )
    forgetAudit(parts.store, parts.config.auditMonths).catch((error: unknown) =>
      parts.log.warn({ error }, 'old lines of the audit not forgotten'),
    )
    forgetAnswers(parts.store, parts.clock).catch((error: unknown) =>
      parts.log.warn({ error }, 'expired idempotency keys not forgotten'),
    )
  })
  return {
    stop: async () => {
      await task.destroy()
      await hourly.destroy()
      await nightly.destroy()
    },
  }
}
