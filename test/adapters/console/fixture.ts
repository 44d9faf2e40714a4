import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { consoleChannel } from '#adapters/console/channel.ts'
import { type ConsoleOptions, startConsole } from '#adapters/console/server.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from '#test/database.ts'
import { wholeNotice } from '#test/templates/email/samples.ts'
import { addAgents } from './agents.ts'

export const claire = 'claire.vidal@exemple.gouv.fr'
export const paul = 'paul.roux@exemple.gouv.fr'

export type Hear = ConsoleOptions['hear']
const echo: Hear = async ({ text }, say) => say({ text: `écho ${text}` })

/** A database with two agents and a place for a socket, for the tests of this file; what a test opened is closed after it. */
export function consoleFixture() {
  let store: Store
  let folder: string
  const cleanups: (() => unknown)[] = []
  beforeAll(async () => {
    store = await freshStore()
    folder = await mkdtemp(join(tmpdir(), 'vigie-console-'))
    await addAgents(store, [claire, paul])
  })
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
    await store.pool.query('delete from console_message')
  })
  afterAll(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  const path = () => join(folder, 'v.sock')
  return {
    path,
    afterwards: (cleanup: () => unknown) => void cleanups.push(cleanup),
    async serve(
      hear = echo,
      greet?: ConsoleOptions['greet'],
    ): Promise<{ close(): Promise<void>; problems: unknown[] }> {
      const problems: unknown[] = []
      const report = (problem: unknown) => problems.push(problem)
      const server = await startConsole({
        socket: path(),
        store,
        hear,
        report,
        ...(greet === undefined ? {} : { greet }),
      })
      let open = true
      const close = async () => {
        if (open) await server.close()
        open = false
      }
      cleanups.push(close)
      return { close, problems }
    },
    /** Keeps the row of a message from being changed while something happens. */
    async holding(key: string, during: () => Promise<void>): Promise<void> {
      const client = await store.pool.connect()
      try {
        await client.query('begin')
        await client.query('select from console_message where key = $1 for update', [key])
        await during()
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
    /** Puts a message down for an agent. */
    put: (key: string, to = claire) =>
      consoleChannel(store).send(key, to, { type: 'notice', notice: wholeNotice }),
  }
}
