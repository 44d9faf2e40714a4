import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attempt, decideRetry, patience, repeatable } from '#adapters/matrix/client/decide-retry.ts'

const send = {
  method: 'PUT',
  path: '/_matrix/client/v3/rooms/!a:b/send/m.room.message/t',
  attempts: 1,
  spent: 0,
}
const create = { method: 'POST', path: '/_matrix/client/v3/createRoom', attempts: 1, spent: 0 }
const decide = (attempt: Attempt) => decideRetry(attempt, 0.5)

describe('a call that failed', () => {
  it('is made again when it was refused before the deed, whatever it is, as late as the server asks', () => {
    expect(decide({ ...create, status: 429, retryAfter: 5000 })).toEqual({ type: 'retry', after: 5000 })
    expect(decide({ ...send, status: 429, spent: 10 * patience }).type).toBe('retry')
  })

  it.each([undefined, 500, 502, 503, 504])('that can be made twice is made again after %s', (status) => {
    const ended = status === undefined ? {} : { status }
    expect(decide({ ...send, ...ended }).type).toBe('retry')
    expect(decide({ ...create, ...ended }).type).toBe('answer')
    expect(decide({ ...send, ...ended, spent: patience + 1 }).type).toBe('answer')
  })

  it.each([400, 403, 404, 413, 501])('for good (%i) is the caller’s', (status) => {
    expect(decide({ ...send, status, errcode: 'M_FORBIDDEN' })).toEqual({ type: 'answer' })
  })

  it('waits for an expired account, whatever the status and however long it takes', () => {
    const errcode = 'ORG_MATRIX_EXPIRED_ACCOUNT'
    for (const status of [401, 403, 500])
      expect(decide({ ...create, status, errcode, spent: 10 * patience }).type).toBe('account-expired')
  })

  it('with a refused token is told apart', () => {
    expect(decide({ ...send, status: 401, errcode: 'M_UNKNOWN_TOKEN' }).type).toBe('token-refused')
  })

  it('is never made again at once, nor later than after 8 s unless asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const verdict = decideRetry({ ...send, attempts }, random)
          expect(verdict.type).toBe('retry')
          if (verdict.type !== 'retry') return
          expect(verdict.after).toBeGreaterThanOrEqual(125)
          expect(verdict.after).toBeLessThanOrEqual(8000)
        },
      ),
    )
  })
})

describe('a call that can be made twice', () => {
  it.each([
    ['GET', '/_matrix/client/v3/sync'],
    ['PUT', '/_matrix/client/v3/sendToDevice/m.room.encrypted/t'],
    ['POST', '/_matrix/client/v3/keys/upload'],
    ['POST', '/_matrix/client/v3/keys/claim'],
    ['POST', '/_matrix/client/v3/rooms/!a:b/invite'],
    ['POST', '/_matrix/client/v3/join/!a:b'],
    ['POST', '/_matrix/client/v3/rooms/!a:b/receipt/m.read/$e'],
    ['POST', '/_matrix/client/v3/user/@a:b/filter'],
  ])('is %s %s', (method, path) => {
    expect(repeatable({ method, path })).toBe(true)
  })

  it.each([
    ['POST', '/_matrix/client/v3/createRoom'],
    ['POST', '/_matrix/media/v3/upload'],
    ['POST', '/_matrix/client/v3/logout'],
    ['POST', '/_matrix/client/v3/room_keys/version'],
    ['DELETE', '/_matrix/client/v3/room_keys/version/1'],
  ])('is not %s %s', (method, path) => {
    expect(repeatable({ method, path })).toBe(false)
  })
})
