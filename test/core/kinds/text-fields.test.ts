import { describe, expect, it } from 'vitest'
import { facets } from '#core/kinds/facets.ts'
import { kinds } from '#core/kinds/kinds.ts'
import { withTextFields } from '#core/kinds/text-fields.ts'
import { parseQuery } from '#core/query/parse.ts'

describe('a field of the record in a search', () => {
  it.each([
    ['lots:4523', '4523'],
    ['lots:4521,4523 brie', '(4521 OU 4523) brie'],
    ['description:"deux malades"', '"deux malades"'],
    ['-lots:L1', '-L1'],
    ['danger:listeria lot: L12', 'danger:listeria L12'],
  ])('« %s » is looked for as %s', (said, read) => {
    expect(withTextFields(said)).toBe(read)
  })

  it.each(['danger:listeria', 'depuis:hier', 'https://lots.example/a', 'foo:1', '10:30'])(
    '« %s » stays as it is',
    (said) => {
      expect(withTextFields(said)).toBe(said)
    },
  )

  it('can be named by every word that changes it', () => {
    for (const { fields } of Object.values(kinds))
      for (const { words } of fields)
        for (const word of words.filter((one) => /^\p{L}{2,}$/u.test(one)))
          if (facets.get(word) === undefined)
            expect(() => parseQuery(withTextFields(`${word}:x1`), facets), word).not.toThrow()
  })
})
