import { provisionSynapse } from './provision.ts'

/** Starts a homeserver to try things by hand, with an account for each name given, until Ctrl-C. */
const words = process.argv.slice(2)
const limits = words.includes('--default-limits') ? 'default' : 'raised'
const begun = performance.now()
const synapse = await provisionSynapse({ limits, say: (line) => console.log(line) })
if ('skipped' in synapse) {
  console.error(`No homeserver: ${synapse.skipped}`)
  process.exit(1)
}
console.log(`SYNAPSE_URL=${synapse.url}`)
console.log(`SYNAPSE_SHARED_SECRET=${synapse.sharedSecret}`)
console.log(
  `${synapse.serverName}, ${limits} limits, ready after ${Math.round(performance.now() - begun)} ms`,
)
for (const name of words.filter((word) => !word.startsWith('--'))) {
  const account = await synapse.register(name, { exact: true })
  console.log(`${account.userId} password ${account.password}`)
}
console.log('Ctrl-C ends it and deletes its data.')
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void synapse.stop().then(() => process.exit(0)))
