import { SingleBar } from 'cli-progress'
import { systemClock } from '#core/clock.ts'
import { migrate } from '#core/store/migrate.ts'
import { complain } from '../complain.ts'
import { readConfig } from '../config.ts'
import { joinDatabase, withUrls } from '../database.ts'
import { OutputLost } from '../file-error.ts'
import { hider } from '../hide-secrets.ts'
import { openLog } from '../open-log.ts'
import { outliveReader } from '../outlive-reader.ts'
import { openParts } from '../parts.ts'
import { ownPlaces, writePrivately } from '../places.ts'
import type { Progress } from './command.ts'
import { refuseAbsent, refuseEmpty } from './known-database.ts'
import { noteCommand } from './note-command.ts'
import { helpText, readOperator } from './read.ts'

/** Of what is printed when a command fails; the configuration's own secrets too, once it is read. */
let hide = hider()

/** Why nothing more can be printed. */
let lost: OutputLost | undefined

/** `npm run vigie -- …`: one command of the operator, on the database of the Vigie that runs, or started for it. */
async function main(argv: readonly string[]): Promise<void> {
  outliveReader((error) => {
    if (error.code !== 'EPIPE') lost ??= new OutputLost(error)
  })
  const read = readOperator(argv)
  if (read.type === 'help') return console.log(helpText(read.command))
  const config = readConfig()
  hide = hider(config)
  const { command, words } = read
  const begins = command.begins?.(words) ?? false
  if (!begins) await refuseAbsent(config)
  writePrivately()
  for (const line of await ownPlaces(config)) console.error(line)
  const database = await joinDatabase(config)
  try {
    if (!begins) await refuseEmpty(database, config)
    await migrate(database.migrationUrl, database.url)
    const { withAnySecret = false } = command
    const log = openLog(withUrls(config, database), 'warn')
    await using parts = await openParts(database.url, config, systemClock, log, { withAnySecret })
    await noteCommand(parts, read, hide)
    await command.run(parts, {
      words,
      options: read.options,
      say: (line) => {
        if (lost !== undefined) throw lost
        console.log(line)
      },
      progress,
    })
  } finally {
    await database.release()
  }
}

function progress(label: string): Progress {
  const bar = new SingleBar({
    format: `${label} {bar} {percentage} % ({value}/{total})`,
    clearOnComplete: false,
    noTTYOutput: false,
  })
  let begun = false
  return {
    update(done, total) {
      if (!begun) bar.start(total ?? done, done)
      else {
        if (total !== undefined) bar.setTotal(total)
        bar.update(done)
      }
      begun = true
    },
    stop: () => bar.stop(),
  }
}

try {
  await main(process.argv.slice(2))
  // What became of the last line is told after it.
  await new Promise(setImmediate)
  if (lost !== undefined) throw lost
} catch (error) {
  console.error(hide(complain(error)))
  process.exitCode = 1
}
// Timers of matrix-js-sdk outlive its client by some seconds: there is nothing left to wait for.
process.exit()
