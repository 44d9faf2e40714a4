import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

/** What only a real connection shows: size, breaking off, closing. */
let here: Harness
let origin: string
beforeAll(async () => {
  here = await startHarness()
  origin = await here.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => here[Symbol.asyncDispose]())

const tenMegabytes = 'x'.repeat(10 * 1024 * 1024)

describe('a body of 10 MB', () => {
  it('is answered 413 with the limit and what to do, also while it is still being sent', async () => {
    const headers = { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'application/json' }
    const response = await fetch(`${origin}/v1/events`, { method: 'POST', headers, body: tenMegabytes })
    expect(response.status).toBe(413)
    const problem: unknown = await response.json()
    expect(problem).toMatchObject({ type: 'urn:vigie:problem:body-too-large', status: 413 })
    expect(problem).toMatchObject({ detail: expect.stringContaining('1\u00a0Mo') })
  })

  it('is answered 413 when its length was not said', async () => {
    const url = new URL('/v1/events', origin)
    const sent = request(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.tokens.claire}`, 'content-type': 'application/json' },
    })
    sent.on('error', () => undefined)
    const answered = once(sent, 'response')
    for (let i = 0; i < 10; i++) sent.write(tenMegabytes.slice(0, 1024 * 1024))
    sent.end()
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    response.resume()
  })

  it('does not stand in the way of the next request', async () => {
    expect((await fetch(`${origin}/health`)).status).toBe(200)
  })
})

describe('a client that breaks off', () => {
  it('in the middle of a body leaves nothing behind, and the server goes on', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${here.tokens.claire}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"kind": "food-product"',
    )
    socket.destroy()
    await once(socket, 'close')
    expect((await fetch(`${origin}/health`)).status).toBe(200)
    const { rows } = await here.store.pool.query('select count(*)::int as n from event')
    expect(rows).toEqual([{ n: 0 }])
  })

  it('while the answer is being made does not disturb the others', async () => {
    const asked = Promise.withResolvers<void>()
    const found = Promise.withResolvers<{ hits: []; total: number; corrections: [] }>()
    await using slow = await startHarness({
      find: () => {
        asked.resolve()
        return found.promise
      },
    })
    const url = await slow.app.listen({ host: '127.0.0.1', port: 0 })
    const headers = { authorization: `Bearer ${slow.tokens.claire}` }
    const leaving = new AbortController()
    const gone = fetch(`${url}/v1/events`, { headers, signal: leaving.signal })
    await asked.promise
    leaving.abort()
    await expect(gone).rejects.toThrow('aborted')
    found.resolve({ hits: [], total: 0, corrections: [] })
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200)
  })

  it('and one that speaks no HTTP is answered 400', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    socket.write('bonjour\r\n\r\n')
    const [data] = await once(socket, 'data')
    expect(String(data)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  })
})

describe('closing', () => {
  it('ends the request that is being answered, then refuses new ones', async () => {
    let answer: (value: readonly { name: string; ok: boolean }[]) => void = () => undefined
    const asked = Promise.withResolvers<void>()
    await using closing = await startHarness({
      readiness: () => {
        asked.resolve()
        return new Promise((resolve) => {
          answer = resolve
        })
      },
    })
    const url = await closing.app.listen({ host: '127.0.0.1', port: 0 })
    const pending = fetch(`${url}/ready`)
    await asked.promise
    const closed = closing.app.close()
    answer([{ name: 'database', ok: true }])
    expect((await pending).status).toBe(200)
    await closed
    await expect(fetch(`${url}/health`)).rejects.toThrow()
  })
})
