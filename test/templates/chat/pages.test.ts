import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageOf, pageWords } from '#templates/chat/pages.ts'

describe('a long list', () => {
  it('is shown whole by its pages, each item once, from its end or its beginning', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 60 }), fc.boolean(), (length, size, newest) => {
        const all = Array.from({ length }, (_, at) => at)
        const { pages } = pageOf(all, { page: 1, size, newest })
        const read = Array.from(
          { length: pages },
          (_, at) => pageOf(all, { page: at + 1, size, newest }).shown,
        )
        expect((newest ? read.reverse() : read).flat()).toEqual(all)
        expect(pageOf(all, { page: pages + 7, size, newest }).page).toBe(pages)
      }),
    )
  })

  it('says how to go on, as long as there is more', () => {
    expect(pageWords('preuve A-2026.1', { page: 1, pages: 3 })).toBe(
      'Page 1 sur 3. Plus ancien : `preuve A-2026.1 page 2`',
    )
    expect(pageWords('portée A-2026.1', { page: 3, pages: 3 }, 'La suite')).toBe('Page 3 sur 3.')
    expect(pageWords('voir A-2026.1', { page: 1, pages: 1 })).toBe('')
  })
})
