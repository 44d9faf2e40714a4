import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { systemClock } from '#core/clock.ts'
import { scopes } from '#core/http/scopes.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import { openStore, usualConnections } from '#core/store/store.ts'
import { freshDatabase } from '#test/database.ts'
import { addPeople } from '../core/http/people.ts'

let url: string
let token: string
let folder: string
const programs: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-connections-'))
  url = await freshDatabase()
  // Closed before anything is counted: only the programs are connected then, and who counts.
  await using store = await openStore(url)
  const { claire } = await addPeople(store)
  const ctx = { store, clock: systemClock, actor: { type: 'system', name: 'essai' } } as const
  token = (await makeToken(ctx, { email: claire.email, label: 'essai', scopes, perMinute: 100_000 })).token
})
afterAll(async () => {
  for (const program of programs) program.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** @returns the address of its API */
async function start(name: string): Promise<string> {
  const program = spawn('node', ['adapters/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      HTTP_PORT: '0',
      VAR_DIR: join(folder, name),
      SECRET_KEY: 'ab'.repeat(32),
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  programs.push(program)
  const ended = once(program, 'exit').then(() => {
    throw new Error('it ended before it was ready')
  })
  let said = ''
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  while (!said.includes('prête')) await Promise.race([once(program.stdout, 'data'), ended])
  ended.catch(() => undefined)
  return /(http:\/\/\S+)\/v1,/.exec(said)?.[1] ?? ''
}

const counted = z.tuple([z.object({ n: z.int() })])

describe('two programs on one database', () => {
  it('answer a hundred calls at once by at most fifteen connections each', async () => {
    const addresses = await Promise.all([start('one'), start('two')])
    await using counter = {
      client: new pg.Client({ connectionString: url }),
      [Symbol.asyncDispose]: () => counter.client.end(),
    }
    await counter.client.connect()
    const connections = async (): Promise<number> => {
      const { rows } = await counter.client.query(
        'select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      return counted.parse(rows)[0].n
    }
    let most = await connections()
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ kind: 'food-product', fields: { brand: 'Causse' } })
    const calls = Array.from({ length: 100 }, async (_, at) => {
      const keyed = { ...headers, 'idempotency-key': `key-${at}` }
      const answer = await fetch(`${addresses[at % 2]}/v1/events`, { method: 'POST', headers: keyed, body })
      return answer.status
    })
    const all = Promise.all(calls)
    let done = false
    all.finally(() => {
      done = true
    })
    while (!done) most = Math.max(most, await connections())
    expect(new Set(await all)).toEqual(new Set([201]))
    expect(most).toBeGreaterThan(10)
    expect(most).toBeLessThanOrEqual(2 * usualConnections)
  })
})
