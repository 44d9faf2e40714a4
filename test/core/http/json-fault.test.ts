import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from '#core/http/json-fault.ts'

describe('jsonFault', () => {
  it('says the line and column where a text stops being JSON', () => {
    const { line, column, near } = jsonFault('{\n  "kind": "food-product",\n  "fields": oups\n}').facts
    expect({ line, column }).toEqual({ line: 3, column: 13 })
    expect(near).toContain('oups')
  })

  it('points at the end of a text that was cut', () => {
    expect(jsonFault('{"kind": "food').facts).toMatchObject({ line: 1, column: 15 })
    expect(jsonFault('{"a": [1, 2').facts).toMatchObject({ line: 1, column: 12 })
  })

  it('points behind a whole value that something follows', () => {
    expect(jsonFault('{} {}').facts).toMatchObject({ line: 1, column: 4 })
  })

  it('finds a sign that was put anywhere into good JSON outside of its strings', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.boolean()), { minLength: 1 }), fc.nat(), (value, at) => {
        const good = JSON.stringify(value)
        const place = 1 + (at % good.length)
        const { column } = jsonFault(`${good.slice(0, place)}§${good.slice(place)}`).facts
        expect(column).toBe(place + 1)
      }),
    )
  })
})
