// First, before the library is loaded.
import '#test/synapse/quiet.ts'

import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { provisionSynapse } from '#test/synapse/provision.ts'
import { measureTrips } from './matrix-trips.ts'

/** The bot on a real homeserver: how long an answer takes, and how long it takes to tell many rooms under limits. */
export async function runMatrixBench(rest: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...rest],
    options: {
      rounds: { type: 'string', default: '5' },
      trips: { type: 'string', default: '40' },
    },
  })
  const say = (line: string) => console.log(`  ${line}`)
  const synapse = await provisionSynapse({ limits: 'raised', say })
  if ('skipped' in synapse)
    return console.log(`matrix: not measured, there is no homeserver: ${synapse.skipped}`)
  console.log(`matrix: encrypted round trips on ${synapse.serverName}; load of the machine before: ${load()}`)
  try {
    await measureTrips(synapse, Number(values.rounds), Number(values.trips))
  } finally {
    await synapse.stop()
  }
}

function load(): string {
  return loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')
}
