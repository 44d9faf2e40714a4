import type { Factory } from '../store/idb.ts'

/** Where the device's keys, the sync position and small secrets are kept. Sealed and durable; see ../store. */
export interface DurableStore {
  readonly indexedDB: Factory
  /** Resolves when everything that finished so far is committed. */
  flushed(): Promise<void>
  secret(name: string): Promise<string | undefined>
  /** An empty value counts as none. */
  setSecret(name: string, value: string): Promise<void>
  close(): Promise<void>
}
