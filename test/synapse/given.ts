import { describe, inject, it } from 'vitest'
import { reachSynapse, type Synapse } from './provision.ts'

/** The homeserver of this run, or why there is none. */
export function synapseGiven(): Synapse | { readonly skipped: string } {
  const given = inject('synapse')
  return 'skipped' in given ? given : reachSynapse(given)
}

/** A suite that needs the homeserver; without one, a skipped test that bears the reason stands in its place. */
export function describeWithSynapse(name: string, suite: (synapse: Synapse) => void): void {
  const given = synapseGiven()
  describe(name, () => {
    if ('skipped' in given) it.skip(`needs a homeserver: ${given.skipped}`)
    else suite(given)
  })
}
