import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizeOfJson } from '#core/http/size-of-json.ts'

/** The same by reading it. */
function sizeOf(value: unknown): { levels: number; items: number; values: number } {
  if (typeof value !== 'object' || value === null) return { levels: 0, items: 0, values: 0 }
  const inside = Object.values(value)
  const sizes = inside.map(sizeOf)
  return {
    levels: 1 + Math.max(0, ...sizes.map(({ levels }) => levels)),
    items: Math.max(inside.length < 2 ? 0 : inside.length, ...sizes.map(({ items }) => items)),
    values: Math.max(1, inside.length) + sizes.reduce((sum, { values }) => sum + values, 0),
  }
}

describe('the size of a JSON text', () => {
  it('is that of what it says, whatever signs stand in its texts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(sizeOfJson(JSON.stringify(value))).toEqual({ ...sizeOf(value), repeated: undefined })
      }),
    )
  })

  it('says which name one object has twice, however it is written', () => {
    const repeated = (text: string) => sizeOfJson(text).repeated
    expect(repeated('{"a":1,"a":2}')).toBe('a')
    expect(repeated('{"x":[{"a" : 1, "b":"a", "\\u0061"\n: 2}]}')).toBe('a')
    expect(repeated('{"a":{"a":{"a":["a","a"]}},"b":"a"}')).toBeUndefined()
    expect(repeated('[{"a":1},{"a":1}]')).toBeUndefined()
  })

  it('of what is no JSON is found as well', () => {
    for (const text of ['', '"', '"\\', ']}]', '[[[', ',,,']) expect(() => sizeOfJson(text)).not.toThrow()
  })
})
