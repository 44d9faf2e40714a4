import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CallClass } from './call-class.ts'
import type { Fault } from './fault.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { describeWithSynapse } from './given.ts'

describeWithSynapse('the fault proxy', (synapse) => {
  let proxy: FaultProxy
  let token: string
  let nth = 0

  beforeAll(async () => {
    proxy = await startFaultProxy(synapse.url)
    token = (await synapse.register('faulty')).accessToken
  })
  beforeEach(() => proxy.rules())
  afterAll(() => proxy?.stop())

  const call = (method: string, path: string, body?: object) =>
    fetch(`${proxy.url}/_matrix/client/v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const spoil = (kind: CallClass, fault: Fault) =>
    proxy.rules((asked) => (asked.class === kind ? fault : undefined))
  /** Each call makes one more room: their number tells which calls the server heard. */
  const rooms = async () => {
    const answer = await fetch(`${synapse.url}/_matrix/client/v3/joined_rooms`, {
      headers: { authorization: `Bearer ${token}` },
    })
    return JSON.parse(await answer.text()).joined_rooms.length
  }
  const createRoom = () => call('POST', 'createRoom', { name: `Salon ${++nth}` })

  it('passes what no rule spoils, and writes it down', async () => {
    const before = await rooms()
    const answer = await createRoom()
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('room_id')
    expect(await rooms()).toBe(before + 1)
    expect(proxy.log().at(-1)).toMatchObject({
      method: 'POST',
      path: '/_matrix/client/v3/createRoom',
      class: 'createRoom',
      outcome: 'passed',
      status: 200,
    })
  })

  it('loses a call before the server hears of it', async () => {
    const before = await rooms()
    spoil('createRoom', { type: 'lost-before' })
    await expect(createRoom()).rejects.toThrow()
    expect(await rooms()).toBe(before)
  })

  it('loses an answer after the server has acted', async () => {
    const before = await rooms()
    spoil('createRoom', { type: 'lost-after' })
    await expect(createRoom()).rejects.toThrow()
    expect(await rooms()).toBe(before + 1)
    await expect.poll(() => proxy.log().at(-1)).toMatchObject({ outcome: 'lost-after', status: 200 })
  })

  it('cuts an answer in the middle', async () => {
    const before = await rooms()
    spoil('createRoom', { type: 'truncated' })
    const answer = await createRoom()
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
    expect(await rooms()).toBe(before + 1)
  })

  it('holds an answer back while others pass', async () => {
    spoil('createRoom', { type: 'delayed', ms: 300 })
    const finished: string[] = []
    await Promise.all([
      createRoom().then(() => finished.push('slow')),
      call('GET', 'account/whoami').then(() => finished.push('quick')),
    ])
    expect(finished).toEqual(['quick', 'slow'])
  })

  it('refuses with 429, 502 and 503 in the server’s place', async () => {
    const before = await rooms()
    spoil('createRoom', { type: '429', retryAfterMs: 1500 })
    const limited = await createRoom()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2'])
    expect(JSON.parse(await limited.text())).toMatchObject({
      errcode: 'M_LIMIT_EXCEEDED',
      retry_after_ms: 1500,
    })
    for (const type of ['502', '503'] as const) {
      spoil('createRoom', { type })
      const refused = await createRoom()
      expect([refused.status, refused.headers.get('content-type')]).toEqual([Number(type), 'text/html'])
    }
    expect(await rooms()).toBe(before)
  })

  it('counts the calls of each class apart', async () => {
    const heard: [CallClass, number][] = []
    const known = proxy.log().filter((one) => one.class === 'createRoom').length
    proxy.rules((asked) => {
      heard.push([asked.class, asked.nth])
      return undefined
    })
    await createRoom()
    await call('GET', 'sync?timeout=0')
    await createRoom()
    expect(heard).toEqual([
      ['createRoom', known + 1],
      ['sync', 1],
      ['createRoom', known + 2],
    ])
  })
})
