import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBatch } from '#adapters/matrix/store/batch.ts'
import { fromBytes, keyBytes, pack, toBytes, unpack } from '#adapters/matrix/store/bytes.ts'
import { type Key, library } from '#adapters/matrix/store/idb.ts'

const { key: anyKey } = fc.letrec<{ key: Key }>((tie) => ({
  key: fc.oneof(
    { maxDepth: 2 },
    fc.double({ noNaN: true }),
    fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 3 }).map((bytes) => new Uint8Array(bytes).buffer),
    fc.array(tie('key'), { maxLength: 3 }),
  ),
}))

describe('the bytes of a key', () => {
  it('are the same for the same key and differ for different keys', () => {
    const { cmp } = new library.IDBFactory()
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        expect(keyBytes(one).equals(keyBytes(other))).toBe(cmp(one, other) === 0)
        expect(keyBytes(one)).toEqual(keyBytes(structuredClone(one)))
      }),
      {
        examples: [
          [0, -0],
          ['1', 1],
          ['\ud800', '\udbff'],
          [['a', 'b'], ['ab']],
          [['a', []], [['a']]],
        ],
      },
    )
  })

  it('do not depend on how a text came to be', () => {
    const wide = 'salon\u2028'.slice(0, 5)
    expect(keyBytes(wide)).toEqual(keyBytes('salon'))
  })
})

describe('the bytes of a value', () => {
  it('give it back, with bytes that share no memory with the row', () => {
    const value = {
      at: new Date(5),
      bytes: new Uint8Array([1, 2]),
      none: undefined,
      map: new Map([[1, 10n]]),
    }
    const back = fromBytes(pack(Buffer.alloc(3), toBytes(value)).subarray(7))
    expect(back).toStrictEqual(value)
    const { bytes } = value
    expect(fromBytes(toBytes(bytes))).toStrictEqual(bytes)
  })

  it('are refused for what cannot be cloned', () => {
    expect(() => toBytes({ call: () => 1 })).toThrow()
  })

  it('come in pairs that are taken apart as they were put together', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        expect(unpack(pack(one, other)).map((bytes) => [...bytes])).toEqual([[...one], [...other]])
      }),
    )
  })
})

describe('a batch', () => {
  const [here, there] = [Buffer.from('here'), Buffer.from('there')]
  const put = (part: string, key: Buffer, plain: string) =>
    ({ type: 'put', part, key, plain: Buffer.from(plain) }) as const

  it('keeps the last of what was done to a row', () => {
    const last = put('a', here, '2')
    expect(toBatch([put('a', here, '1'), last])).toEqual({ cleared: [], deleted: [], put: [last] })
    const gone = { type: 'delete', part: 'a', key: here } as const
    expect(toBatch([last, gone])).toEqual({ cleared: [], deleted: [gone], put: [] })
  })

  it('clears what was put before, not what was put after, and nothing of another part', () => {
    const [before, after, elsewhere] = [put('a', here, '1'), put('a', there, '2'), put('b', here, '3')]
    expect(toBatch([elsewhere, before, { type: 'clear', part: 'a' }, after])).toEqual({
      cleared: ['a'],
      deleted: [],
      put: [elsewhere, after],
    })
  })
})
