import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '#core/clock.ts'
import { countConnections } from '#core/store/free-connections.ts'
import { mayRewriteHistory } from '#core/store/grants.ts'
import { migrate } from '#core/store/migrate.ts'
import { announce } from './announce.ts'
import { complain } from './complain.ts'
import { readConfig } from './config.ts'
import { startDatabase, withUrls } from './database.ts'
import type { MailCheck } from './email/email.ts'
import { hider } from './hide-secrets.ts'
import { tryAnchorFile } from './notary.ts'
import { openLog } from './open-log.ts'
import { outliveReader } from './outlive-reader.ts'
import { openParts, type Parts } from './parts.ts'
import { ownPlaces, writePrivately } from './places.ts'
import { startRoles } from './roles.ts'

/** Of what is printed when a start fails; the configuration's own secrets too, once it is read. */
let hide = hider()

/** `npm start`: everything in one process, or the roles named by ROLES. Ends cleanly on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  outliveReader()
  const { asked, started } = stopAsked()
  const config = readConfig()
  hide = hider(config)
  writePrivately()
  const places = await ownPlaces(config)
  await tryAnchorFile(config)
  await using stack = new AsyncDisposableStack()
  const database = await startDatabase(config, (sentence) => console.error(hide(sentence)))
  stack.defer(() => database.release())
  await migrate(database.migrationUrl, database.url)
  const log = openLog(withUrls(config, database), config.logLevel)
  const parts = stack.use(await openParts(database.url, config, systemClock, log))
  const running = stack.use(await startRoles(parts))
  const mail = await mailState(parts)
  const mayRewrite = await mayRewriteHistory(parts.store.pool)
  const connections = await countConnections(parts.store.pool)
  const broken = parts.interests.broken()
  const lines = announce(config, database, running, broken, mail, mayRewrite, connections)
  for (const line of [...places, ...lines]) console.log(line)
  started()
  await asked
  console.log('Arrêt en cours : les travaux commencés se terminent…')
  await Promise.race([stack.disposeAsync(), lateStop()])
  console.log('Vigie est arrêtée.')
  // Timers of matrix-js-sdk outlive its client by some seconds: there is nothing left to wait for.
  process.exit()
}

/** A mail server that is slow to answer does not hold up the start. */
async function mailState(parts: Parts): Promise<MailCheck> {
  const late = pause(2000, { state: 'refused', detail: 'pas de réponse' } as const, { ref: false })
  return Promise.race([parts.checkMail(), late])
}

/** ms that a stop may take: what does not answer by then is left, and what it had in hand is done by the next start. */
const longestStop = 60_000

async function lateStop(): Promise<never> {
  await pause(longestStop, undefined, { ref: false })
  console.error('Ce qui était en cours ne se termine pas : Vigie s’arrête sans l’attendre, et le reprendra.')
  process.exit(1)
}

/** ms that a start under way may take to its end once it is to stop, so that it stops cleanly. */
const longestStart = 5000

/** `asked` resolves at the first SIGINT or SIGTERM; a second one ends at once, and the first one a start that hangs. */
function stopAsked(): { asked: Promise<void>; started(): void } {
  let isStarted = false
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve()
        process.once(signal, () => process.exit(1))
        setTimeout(() => isStarted || process.exit(1), longestStart).unref()
      })
    }
  })
  return {
    asked,
    started: () => {
      isStarted = true
    },
  }
}

await main().catch((error: unknown) => {
  console.error(hide(complain(error)))
  // Everything was let go of: what holds the process still would hold it for ever.
  process.exit(1)
})
