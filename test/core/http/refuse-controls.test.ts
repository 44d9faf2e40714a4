import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refuseControls } from '#core/http/refuse-controls.ts'
import { isRefusal } from '#core/refusal.ts'

function issuesOf(received: unknown, breaks = true) {
  try {
    refuseControls(received, breaks)
    return []
  } catch (error) {
    if (isRefusal(error, 'input-invalid')) return error.facts.issues.map(({ at, rule }) => [at, rule])
    throw error
  }
}

describe('what is received', () => {
  it('is refused for a control character in any string or name, each where it stands', () => {
    const body = { a: ['x', { 'b/c~': 'y\u0000' }], 'd\u0001': 1, e: 'a\nb\tc', f: '👩‍🔬\u202e' }
    expect(issuesOf(body)).toEqual([
      ['/a/1/b~1c~0', 'le caractère U+0000, au rang 2, n’est pas admis'],
      ['/d<U+0001>', 'le caractère U+0001, au rang 2, n’est pas admis'],
    ])
    expect(issuesOf({ query: 'a\nb' }, false)).toEqual([
      ['/query', 'le caractère U+000A, au rang 2, n’est pas admis'],
    ])
  })

  it('is told of at most twenty of them, and refused when values are too deep in one another', () => {
    expect(issuesOf(Array<string>(1_000).fill('\u0000'))).toHaveLength(20)
    const deep = Array.from({ length: 100_000 }).reduce<unknown>((inside) => [inside], 'x')
    expect(issuesOf({ fields: deep })).toEqual([['/fields', 'au plus 32 valeurs l’une dans l’autre']])
  })

  it('is let through whatever else it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => issuesOf(value).length === 0))
  })
})
