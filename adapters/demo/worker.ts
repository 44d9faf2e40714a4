import { pino } from 'pino'
import { readConfig } from '../config.ts'
import { openParts } from '../parts.ts'
import { writePrivately } from '../places.ts'
import { startRoles } from '../roles.ts'
import { storyClock } from './story-clock.ts'

/** A worker process at the story's time: `node adapters/demo/worker.ts INSTANT`, the rest by environment. */
writePrivately()
const config = readConfig()
const clock = storyClock(process.argv[2] ?? '')
const parts = await openParts(config.databaseUrl ?? '', config, clock, pino({ level: 'silent' }))
await startRoles(parts)
console.log('ready')
