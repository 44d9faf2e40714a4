import { describe, expect, it } from 'vitest'
import { etagOf, isKnown, versionOf } from '#core/http/etag.ts'
import { isRefusal } from '#core/refusal.ts'

const reading = {
  brief: {
    number: 'A-2026.1',
    kind: 'Produit alimentaire',
    title: 't',
    state: 'open',
    structure: 'DDPP 34',
    version: 4,
    view: 'full',
  },
  kind: 'food-product',
  fields: [],
  values: {},
  createdAt: '2026-11-22T08:00:00.000Z',
  publishedAt: null,
  updatedAt: '2026-11-22T08:00:00.000Z',
  links: [],
  entries: [],
  entryCount: 7,
} as const

describe('the ETag of an event', () => {
  it('changes with the version, and with each line of the journal though the version stands', () => {
    const tags = [
      etagOf(reading),
      etagOf({ ...reading, entryCount: 8 }),
      etagOf({ ...reading, brief: { ...reading.brief, version: 5 } }),
    ]
    expect(new Set(tags).size).toBe(3)
  })

  it('is recognised in If-None-Match, weak or in a list', () => {
    const etag = etagOf(reading)
    expect([etag, `W/${etag}`, `"1.1.full", ${etag}`, '*'].map((tag) => isKnown(tag, etag))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect([undefined, '', '"4"', '"3.0.full"'].map((tag) => isKnown(tag, etag))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

describe('If-Match', () => {
  it('gives the version of an ETag or of a bare number', () => {
    expect(['"4.7.full"', 'W/"4.7.full"', '"4"', '4', ' 12 '].map(versionOf)).toEqual([4, 4, 4, 4, 12])
  })

  it('asks nothing when absent or *', () => {
    expect([undefined, '*'].map(versionOf)).toEqual([undefined, undefined])
  })

  it('is refused when it is anything else, saying what was seen', () => {
    for (const written of ['', 'abc', '"4.7"', '-1', '"4.7.full", "5.7.full"']) {
      expect(() => versionOf(written)).toThrow(
        expect.toSatisfy(
          (error) => isRefusal(error, 'input-invalid') && error.facts.issues[0]?.at === 'If-Match',
        ),
      )
    }
  })
})
