import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { type Patience, patientFetch } from '#adapters/matrix/client/patient-fetch.ts'
import type { Problem } from '#adapters/matrix/client/problem.ts'

let server: Server | undefined
let patience: Patience | undefined
const problems: Problem[] = []
const limits: number[] = []

afterEach(async () => {
  patience?.stop()
  problems.length = 0
  limits.length = 0
  await new Promise((done) => {
    server?.closeAllConnections()
    server?.close(done)
  })
})

/** Answers the nth call with the nth listener, and all further calls with the last. */
async function against(...answers: RequestListener[]): Promise<{ url: string; calls: () => number }> {
  let calls = 0
  server = createServer((asked, answer) => {
    const listener = answers[Math.min(calls++, answers.length - 1)]
    listener?.(asked, answer)
  })
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  const address = server.address()
  patience = patientFetch({
    report: (problem) => problems.push(problem),
    onLimited: (ms) => limits.push(ms),
  })
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/_matrix/client/v3`,
    calls: () => calls,
  }
}

const json =
  (status: number, body: object, headers: object = {}): RequestListener =>
  (_, answer) => {
    answer.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const cut: RequestListener = (asked) => asked.socket.destroy()
const half: RequestListener = (asked, answer) => {
  answer.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
  answer.write('{"a":', () => asked.socket.destroySoon())
}
const page: RequestListener = (_, answer) => {
  answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
}
const init = { headers: { accept: 'application/json', authorization: 'Bearer t' } }
const call = (url: string, more: RequestInit = {}) => {
  if (patience === undefined) throw new Error('no server')
  return patience.fetch(url, { ...init, ...more })
}

describe('a patient call', () => {
  it.each([
    ['a lost connection', cut],
    ['half an answer', half],
    ['a page where JSON was asked for', page],
    ['a gateway’s error under a JSON label', json(502, []) satisfies RequestListener],
    ['a limit', json(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 10 }) satisfies RequestListener],
  ])('is made again after %s', async (_, failure) => {
    const { url, calls } = await against(failure, failure, json(200, { ok: true }))
    expect(await (await call(`${url}/sync`)).json()).toEqual({ ok: true })
    expect(calls()).toBe(3)
  })

  it('that may not be made twice is not, unless it was refused before', async () => {
    const { url, calls } = await against(json(429, {}), cut)
    await expect(call(`${url}/createRoom`, { method: 'POST', body: '{}' })).rejects.toThrow()
    expect(calls()).toBe(2)
  })

  it('tells how long the server takes no more messages, and of no other limit', async () => {
    const limited = json(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 300 })
    const { url } = await against(limited, json(200, {}), limited, json(200, {}))
    await call(`${url}/rooms/!a/send/m.room.message/1`, { method: 'PUT', body: '{}' })
    await call(`${url}/rooms/!a/invite`, { method: 'POST', body: '{}' })
    expect(limits).toEqual([300])
  })

  it('hands the server’s refusal to the caller', async () => {
    const { url } = await against(json(403, { errcode: 'M_FORBIDDEN', error: 'no' }))
    const response = await call(`${url}/sync`)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ errcode: 'M_FORBIDDEN', error: 'no' })
  })

  it('tells once that the token is refused', async () => {
    const { url } = await against(json(401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true }))
    expect((await call(`${url}/sync`)).status).toBe(401)
    expect((await call(`${url}/sync`)).status).toBe(401)
    expect(problems).toEqual([{ type: 'token-refused' }])
    expect(patience?.tokenRefused).toBe(true)
  })

  it('waits for an account that has expired, which is told once, until it is stopped', async () => {
    const { url, calls } = await against(json(403, { errcode: 'ORG_MATRIX_EXPIRED_ACCOUNT' }))
    const waiting = [call(`${url}/sync`), call(`${url}/createRoom`, { method: 'POST' })]
    const ended = Promise.allSettled(waiting)
    await expect.poll(() => patience?.waiting).toBe(2)
    expect(problems).toEqual([{ type: 'account-expired' }])
    expect(patience?.accountExpired).toBe(true)
    patience?.stop()
    const names = (await ended).map((end) => (end.status === 'rejected' ? end.reason.name : end.status))
    expect(names).toEqual(['AbortError', 'AbortError'])
    expect(calls()).toBe(2)
  })

  it('ends when its caller no longer wants it', async () => {
    const { url } = await against(() => undefined)
    const caller = new AbortController()
    const waiting = call(`${url}/sync`, { signal: caller.signal })
    caller.abort()
    await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})
