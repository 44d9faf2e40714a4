// First, before the library is loaded.
import '#test/synapse/quiet.ts'

import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { provisionSynapse } from '#test/synapse/provision.ts'
import { measureRooms } from './matrix-rooms.ts'
import { measureTrips } from './matrix-trips.ts'

/** The bot on a real homeserver: how long an answer takes, and how long it takes to tell many rooms under limits. */
export async function runMatrixBench(rest: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...rest],
    options: {
      rounds: { type: 'string', default: '5' },
      trips: { type: 'string', default: '40' },
      rooms: { type: 'string', default: '100' },
      'skip-trips': { type: 'boolean', default: false },
      'skip-rooms': { type: 'boolean', default: false },
    },
  })
  const [rounds, trips, rooms] = (['rounds', 'trips', 'rooms'] as const).map((name) =>
    count(name, values[name]),
  )
  if (!values['skip-trips']) await roundTrips(rounds ?? 0, trips ?? 0)
  if (values['skip-rooms']) return
  if (process.env.SYNAPSE_URL)
    return console.log('matrix: rooms are told on a server with limits of ours only: unset SYNAPSE_URL')
  console.log(`\nmatrix: ${rooms} rooms told, a message a second allowed and asked (the default of Vigie)`)
  await measureRooms('gentle', 1, rooms ?? 0)
  console.log(`\nmatrix: ${rooms} rooms told, Synapse's default limits, MATRIX_CALLS_PER_SECOND=0.2`)
  await measureRooms('default', 0.2, rooms ?? 0)
}

async function roundTrips(rounds: number, trips: number): Promise<void> {
  const synapse = await provisionSynapse({ limits: 'raised', say: (line) => console.log(`  ${line}`) })
  if ('skipped' in synapse)
    return console.log(`matrix: not measured, there is no homeserver: ${synapse.skipped}`)
  console.log(`matrix: encrypted round trips, ${rounds} rounds of ${trips}; load before: ${load()}`)
  try {
    await measureTrips(synapse, rounds, trips)
  } finally {
    await synapse.stop()
  }
  console.log(`  load after: ${load()}`)
}

function count(name: string, written: string): number {
  const read = Number(written)
  if (!Number.isInteger(read) || read < 1) throw new Error(`--${name} wants a number, not "${written}"`)
  return read
}

function load(): string {
  return loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')
}
