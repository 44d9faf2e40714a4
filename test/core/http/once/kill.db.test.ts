import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { EventSchema } from '#core/events/event.entity.ts'
import { scopes } from '#core/http/scopes.ts'
import { makeToken } from '#core/http/tokens/make-token.ts'
import type { Store } from '#core/store/store.ts'
import { freshStore } from '#test/database.ts'
import { addPeople } from '../people.ts'

/** The program itself, killed while it acts: what a client that sends again can count on. */
let store: Store
let token: string
let folder: string
const servers: ChildProcess[] = []

beforeAll(async () => {
  store = await freshStore()
  folder = await mkdtemp(join(tmpdir(), 'vigie-kill-'))
  const { claire } = await addPeople(store)
  const ctx = { store, clock: systemClock, actor: { type: 'system', name: 'essai' } } as const
  token = (await makeToken(ctx, { email: claire.email, label: 'essai', scopes, perMinute: 100_000 })).token
})
afterAll(async () => {
  for (const server of servers) server.kill('SIGKILL')
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<{ server: ChildProcess; url: string }> {
  const env = { ...process.env, DATABASE_URL: store.url, ROLES: 'http', HTTP_PORT: '0', VAR_DIR: folder }
  const server = spawn('node', ['adapters/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  servers.push(server)
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const ended = once(server, 'exit').then(() => {
    throw new Error(`it ended before it was ready:\n${said}`)
  })
  while (!said.includes('prête')) await Promise.race([once(server.stdout, 'data'), ended])
  ended.catch(() => undefined)
  return { server, url: /(http:\/\/\S+)\/v1,/.exec(said)?.[1] ?? '' }
}

interface Told {
  readonly status: number
  readonly text: string
}

/** Undefined when no answer came. */
async function open(url: string, key: string): Promise<Told | undefined> {
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ kind: 'food-product', fields: { lots: key } }),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return undefined
  }
}

describe('a program that is killed while it acts', () => {
  it('has made one event a key once its clients have sent again, and gives the answers that it gave', async () => {
    const keys = Array.from({ length: 60 }, (_, rank) => `kill-${rank}`)
    const first = new Map<string, Told>()
    const begun = await start()
    const asked = keys.map(async (key) => {
      const told = await open(begun.url, key)
      if (told?.status === 201) first.set(key, told)
    })
    await expect.poll(() => first.size, { interval: 5, timeout: 20_000 }).toBeGreaterThan(5)
    begun.server.kill('SIGKILL')
    await Promise.all(asked)
    const { url } = await start()
    for (const key of keys) {
      await expect
        .poll(async () => (await open(url, key))?.status, { interval: 50, timeout: 20_000 })
        .toBe(201)
      const told = await open(url, key)
      expect(told).toEqual(first.get(key) ?? told)
    }
    const events = await store.read().find(EventSchema, {})
    expect(events.map(({ fields }) => fields.lots).sort()).toEqual([...keys].sort())
    expect(first.size).toBeLessThan(keys.length)
    // Two starts of the whole program, on a machine that may be full.
  }, 120_000)
})
