import { describe, expect, it } from 'vitest'
import { type CallClass, classOf } from './call-class.ts'
import { type Call, randomFaults } from './fault.ts'

const calls: readonly Call[] = Array.from({ length: 2000 }, (_, n) => ({
  method: 'PUT',
  path: '/',
  class: n % 2 === 0 ? 'send' : 'sync',
  nth: 1 + Math.floor(n / 2),
}))

describe('random faults', () => {
  it('are the same for a seed, whatever the order of the calls', () => {
    const faults = calls.map(randomFaults(7, 0.3))
    expect(calls.toReversed().map(randomFaults(7, 0.3)).toReversed()).toEqual(faults)
    expect(calls.map(randomFaults(8, 0.3))).not.toEqual(faults)
  })

  it('strike at their rate, and are of every type', () => {
    const faults = calls.map(randomFaults(1, 0.3)).filter((fault) => fault !== undefined)
    expect(Math.abs(faults.length / calls.length - 0.3)).toBeLessThan(0.05)
    expect([...new Set(faults.map((fault) => fault.type))].sort()).toEqual([
      '429',
      '502',
      '503',
      'delayed',
      'lost-after',
      'lost-before',
      'truncated',
    ])
    expect(calls.map(randomFaults(1, 0)).every((fault) => fault === undefined)).toBe(true)
  })
})

describe('the class of a call', () => {
  it.each<[string, CallClass]>([
    ['/_matrix/client/v3/sync?timeout=30000', 'sync'],
    ['/_matrix/client/v3/rooms/!a%3Ab/send/m.room.encrypted/m1', 'send'],
    ['/_matrix/client/v3/rooms/!a%3Ab/redact/%24e/m1', 'redact'],
    ['/_matrix/client/v3/rooms/!a%3Ab/state/m.room.name/', 'state'],
    ['/_matrix/client/v3/rooms/!a%3Ab/messages', 'messages'],
    ['/_matrix/client/v1/rooms/!a%3Ab/relations/%24e/m.replace', 'messages'],
    ['/_matrix/client/v3/rooms/!a%3Ab/event/%24e', 'event'],
    ['/_matrix/client/v3/rooms/!a%3Ab/members', 'members'],
    ['/_matrix/client/v3/rooms/!a%3Ab/receipt/m.read/%24e', 'receipt'],
    ['/_matrix/client/v3/join/!a%3Ab', 'join'],
    ['/_matrix/client/v3/keys/upload', 'keys/upload'],
    ['/_matrix/client/v3/keys/signatures/upload', 'keys/signing'],
    ['/_matrix/client/v3/sendToDevice/m.room.encrypted/m2', 'sendToDevice'],
    ['/_matrix/client/v3/user/%40a%3Ab/account_data/m.direct', 'account_data'],
    ['/_matrix/client/v3/room_keys/version', 'backup'],
    ['/_matrix/media/v3/upload', 'media/upload'],
    ['/_matrix/media/v1/create', 'media/upload'],
    ['/_matrix/client/v1/media/download/a.test/m3', 'media/download'],
    ['/_matrix/client/unstable/org.matrix.msc3814.v1/dehydrated_device', 'other'],
    ['/_matrix/client/versions', 'other'],
  ])('%s is %s', (path, kind) => {
    expect(classOf(path)).toBe(kind)
  })
})
