import { deliverBatch } from '#core/diffusion/deliver.ts'
import { sendDigest } from '#core/digests/send-digest.ts'
import type { BotHandlers } from '#core/store/task-list.ts'
import { startWorker } from '#core/store/worker.ts'
import type { MatrixConfig } from './config.ts'
import { type Bot, provider } from './matrix/bot.ts'
import { refreshCards } from './matrix/cards/refresh-cards.ts'
import { matrixChannel } from './matrix/channel.ts'
import type { Problem } from './matrix/client/problem.ts'
import { hearAgain } from './matrix/hear-again.ts'
import { tendRoom } from './matrix/rooms/tend-room.ts'
import { leaseName, serve } from './matrix/serve.ts'
import { type Supervision, supervise } from './matrix/supervise.ts'
import type { Parts } from './parts.ts'

/** Serves the Tchap account whenever no other process does. */
export function startTchap(parts: Parts, account: MatrixConfig): Supervision {
  const { log, store } = parts
  const report = (problem: Problem | { readonly type: 'tenure-failed'; readonly error: unknown }) => {
    const { type, ...what } = problem
    const { error, ...rest } = 'error' in what ? what : { ...what, error: undefined }
    log.warn({ problem: type, ...rest, ...(error === undefined ? {} : { err: error }) }, 'Tchap')
  }
  return supervise({
    pool: store.pool,
    name: leaseName(account.userId),
    report: (error) => report({ type: 'tenure-failed', error }),
    // An operator who started a second process sees that it waits for the first.
    onState: (state) => log.info({ account: account.userId, state }, 'Tchap'),
    serve: (lease, signal) =>
      serve(
        {
          account,
          report,
          hear: {
            ...parts,
            undoSeconds: parts.config.undoSeconds,
            allowedDomains: account.allowedDomains,
            log: ({ error, ...what }) => log.error({ ...what, err: error }, 'the bot was surprised'),
          },
          work: (bot) =>
            startWorker(store, botHandlers(parts, bot), {
              concurrency: jobsAtOnce,
              pollInterval: 1000,
              watchInterval: 1000,
              // A device whose lease was lost answers nothing any more: who sends by it would be waited for for ever.
              stopWithin: 5000,
              onError: (task, error) =>
                log.warn({ task, error: error instanceof Error ? error.message : 'error' }, 'attempt failed'),
            }),
        },
        lease,
        signal,
      ),
  })
}

/** Each waits for its turn at the server: enough that none is idle, few enough that rights are looked at shortly before. */
const jobsAtOnce = 4

/** What the jobs do that only the process does which serves the account. */
function botHandlers(parts: Parts, bot: Bot): BotHandlers {
  const deps = { ...parts, channels: { ...parts.channels, matrix: matrixChannel(bot) } }
  return {
    'deliver-matrix': (payload, attempt) => deliverBatch(deps, { ...payload, ...attempt }),
    'digest-matrix': (payload, attempt) => sendDigest(deps, { ...payload, ...attempt, channel: provider }),
    cards: ({ eventId }) => refreshCards(bot, eventId),
    room: ({ roomId }) => tendRoom(bot, roomId),
    again: ({ reference }) => hearAgain(bot, reference),
  }
}
