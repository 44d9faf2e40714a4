import type { TestProject } from 'vitest/node'
import { type Homeserver, provisionSynapse } from './provision.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The homeserver of this run, or why there is none (given.ts). */
    synapse: Homeserver | { skipped: string }
  }
}

/** One homeserver a run, without limits; test files make accounts of their own on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string) => console.log(`[synapse] ${line}`)
  const begun = performance.now()
  const synapse = await provisionSynapse({ limits: 'raised', say })
  if ('skipped' in synapse) {
    say(`tests that need a homeserver are SKIPPED: ${synapse.skipped}`)
    project.provide('synapse', synapse)
    return async () => undefined
  }
  const { url, serverName, sharedSecret } = synapse
  say(`${serverName} at ${url}, ready after ${Math.round(performance.now() - begun)} ms`)
  project.provide('synapse', { url, serverName, sharedSecret })
  return synapse.stop
}
