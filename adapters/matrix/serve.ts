import type { HearDeps } from '#bot/hear.ts'
import { noteSaid, unsaid } from '#bot/heard.ts'
import type { Lease } from '#core/store/lease.ts'
import { type Bot, provider } from './bot.ts'
import type { Problem } from './client/problem.ts'
import { setUpEncryption } from './client/set-up.ts'
import { fetchMessage } from './fetch-message.ts'
import { knownEvents } from './known-events.ts'
import { type Account, openAccount } from './open-account.ts'
import { placeOf } from './place.ts'
import { welcomeId } from './receive/invite.ts'
import { receive } from './receive.ts'
import { sayAnswers } from './say.ts'
import { openDurableStore } from './store/open-store.ts'
import type { Tenure } from './supervise.ts'
import { makeTurns } from './turns.ts'
import { writeReport } from './write-report.ts'

export interface ServeOptions {
  readonly account: Account
  readonly hear: HearDeps
  readonly report: (problem: Problem) => void
  /** Begins the jobs that only the bot may do; what it returns ends them. */
  readonly work: (bot: Bot) => Promise<{ stop(): Promise<void> }>
}

/** Of the lease that the process which serves the account holds. */
export function leaseName(userId: string): string {
  return `matrix:${userId}`
}

/** How people call the bot in a room. */
const name = 'Vigie'

/** Serves the account under a lease: opens the device, says what a crash left unsaid, then hears and tells. */
export async function serve(
  { account, hear, report, work }: ServeOptions,
  lease: Lease,
  signal: AbortSignal,
): Promise<Tenure> {
  await using stack = new AsyncDisposableStack()
  const broken = Promise.withResolvers<Error>()
  const { pool } = hear.store
  const store = await openDurableStore({
    pool,
    lease,
    key: account.storeKey,
    onFatal: broken.resolve,
  })
  stack.defer(() => store.close())
  const { password } = account
  const matrix = await openAccount(account, {
    store,
    pool,
    known: (ids) => knownEvents(pool, ids),
    report,
    signal,
  })
  stack.defer(() => matrix.stop())
  const unexpected = (error: unknown) => {
    // What a stop ends is done after the next start.
    if (!(signal.aborted && isAbort(error))) report({ type: 'unexpected', error })
  }
  const bot: Bot = {
    ...hear,
    matrix,
    name,
    report: unexpected,
    inTurn: makeTurns(),
    failures: new Map(),
    fetchMessage: (room, id) => fetchMessage({ matrix, report: unexpected }, room, id),
  }
  // Clients show nothing of a device that is not signed: what came before waits until it is.
  const ready = Promise.withResolvers<void>()
  await matrix.start(async (event) => {
    await ready.promise
    await receive(bot, event)
  })
  await setUpEncryption(matrix, password === undefined ? {} : { password })
  ready.resolve()
  await sayWelcomes(bot).catch(unexpected)
  const working = await work(bot)
  stack.defer(() => working.stop())
  const reporting = writeReport(bot)
  stack.defer(() => reporting.stop())
  const open = stack.move()
  return {
    ended: Promise.race([broken.promise, matrix.ended]),
    stop: () => open.disposeAsync(),
  }
}

/**
 * Says the welcomes that a crash left unsaid. Whatever else is unsaid is handed over again: the position in the rooms goes
 * forward once it is said.
 */
async function sayWelcomes(bot: Bot): Promise<void> {
  for (const { id, room, from, answers } of await unsaid(bot.store, provider)) {
    if (from === null || id !== welcomeId(room) || !bot.matrix.joined(room)) continue
    const { direct } = await placeOf(bot, room)
    await sayAnswers(bot, { room, id, by: from, direct }, `answer/${id}`, answers)
    await noteSaid(bot.store, provider, id)
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
