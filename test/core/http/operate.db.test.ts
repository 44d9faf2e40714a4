import { createServer as listenTcp, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#core/store/store.ts'
import { dial, freshDatabase } from '../../database.ts'
import { answerOf, type Harness, startHarness } from './harness.ts'

let here: Harness
let parts = [{ name: 'database', ok: true, detail: 'répond' }]
beforeAll(async () => {
  here = await startHarness({ readiness: async () => parts })
})
afterAll(() => here[Symbol.asyncDispose]())

describe('GET /health', () => {
  it('says that the process answers, and which version it is', async () => {
    const answer = answerOf(await here.app.inject('/health'))
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', version: '0.1.0' }])
  })
})

describe('GET /ready', () => {
  it('is 200 with its parts when every part is ready', async () => {
    const answer = answerOf(await here.app.inject('/ready'))
    expect([answer.status, answer.body]).toEqual([200, { ready: true, parts }])
  })

  it('is 503 with what is missing', async () => {
    parts = [...parts, { name: 'jobs', ok: false, detail: 'aucun ouvrier' }]
    const answer = answerOf(await here.app.inject('/ready'))
    expect([answer.status, answer.body]).toEqual([503, { ready: false, parts }])
  })

  it('is 503 when the check itself fails, without saying more', async () => {
    await using broken = await startHarness({
      readiness: async () => {
        throw new Error('password of the database')
      },
    })
    const answer = answerOf(await broken.app.inject('/ready'))
    expect([answer.status, answer.body.ready]).toEqual([503, false])
    expect(answer.text).not.toContain('password')
  })
})

describe('GET /metrics', () => {
  it('counts events, deliveries and jobs by state, and times answers by route pattern', async () => {
    await here.as('claire', 'GET', '/v1/events/A-2026.555')
    const { status, text, headers } = answerOf(await here.app.inject('/metrics'))
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toMatch(/^vigie_deliveries\{state="waiting"\} 0$/m)
    expect(text).toMatch(/^vigie_events\{state="open"\} 0$/m)
    expect(text).toMatch(/^vigie_jobs\{state="waiting"\} \d+$/m)
    expect(text).toMatch(/^vigie_database_up 1$/m)
    expect(text).toMatch(/_count\{method="GET",route="\/v1\/events\/:number",status="404"\} 1$/m)
    expect(text).not.toMatch(/A-2026|vidal|vgi_/i)
  })
})

describe('the database going away', () => {
  it('is said by 503 on what needs it, and nothing crashes', async () => {
    const direct = new URL(await freshDatabase())
    const gate = await openGate(direct)
    const through = new URL(direct)
    through.host = `127.0.0.1:${gate.port}`
    const store = await openStore(through.href, { connections: 2 })
    await using far = await startHarness({ store })
    expect((await far.as('claire', 'GET', '/v1/me')).status).toBe(200)
    gate.shut()
    const answer = await far.as('claire', 'GET', '/v1/me')
    expect([answer.status, answer.body.type]).toEqual([503, 'urn:vigie:problem:unavailable'])
    expect(answer.body.detail).toContain('base de données')
    expect(answer.headers['retry-after']).toBe('10')
    expect((await far.app.inject('/health')).statusCode).toBe(200)
    expect((await far.app.inject('/metrics')).body).toMatch(/^vigie_database_up 0$/m)
    gate.open()
    expect((await far.as('claire', 'GET', '/v1/me')).status).toBe(200)
  })
})

describe('an answer that does not come', () => {
  it('is replaced by 503, which says to look before asking again', async () => {
    await using slow = await startHarness({
      limits: { answerWithin: 50 },
      find: () => new Promise(() => undefined),
    })
    const answer = await slow.as('claire', 'GET', '/v1/events')
    expect([answer.status, answer.body.type]).toEqual([503, 'urn:vigie:problem:too-slow'])
    expect(answer.body.detail).toContain('Vérifiez si l’action a été faite')
  })
})

/** A door before the database that can be shut: connections break, and new ones are refused. */
async function openGate(database: URL): Promise<{ port: number; shut(): void; open(): void }> {
  const sockets = new Set<Socket>()
  let isOpen = true
  const server: Server = listenTcp((inner) => {
    if (!isOpen) {
      inner.destroy()
      return
    }
    const outer = dial(database.href)
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  server.unref()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    shut() {
      isOpen = false
      for (const socket of sockets) socket.destroy()
    },
    open() {
      isOpen = true
    },
  }
}
