import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notice } from '#core/diffusion/notice.ts'
import { gatherDigest } from '#core/digests/gather.ts'

const reader = { name: 'Claire Vidal', address: 'claire.vidal@exemple.gouv.fr' }
const frame = { reader, from: '2026-11-23T07:00:00Z', to: '2026-11-24T07:00:00Z' }

interface Sketch {
  readonly number: string
  readonly rank: number
  readonly at: string
  readonly version?: number
  readonly reasons?: Notice['reasons']
  readonly telling?: Notice['telling']
}

function notice({ number, rank, at, version = rank, reasons, telling }: Sketch): Notice {
  return {
    reader,
    event: {
      number,
      kind: 'Produit alimentaire',
      title: `Évènement, version ${version}`,
      state: 'open',
      structure: 'DDPP de l’Hérault',
      version,
      view: 'full',
    },
    entry: { type: 'message', rank, at, author: 'Paul Roux (MUS)', body: { text: `entrée ${rank}` } },
    telling: telling ?? { type: 'changes', since: version, changes: [] },
    reasons: reasons ?? [{ reason: { type: 'follow' }, command: `ne plus suivre ${number}` }],
    acknowledge: false,
  }
}

const change = { field: 'lots', label: 'Lots', before: 'L1', after: 'L1, L2' }

describe('a digest', () => {
  it('does not exist when there is nothing to say', () => {
    expect(gatherDigest({ ...frame, notices: [] })).toBeUndefined()
  })

  it('puts the event that moved last first, and its entries oldest first', () => {
    const gathered = gatherDigest({
      ...frame,
      notices: [
        notice({ number: 'A-2026.2', rank: 5, at: '2026-11-23T12:00:00Z' }),
        notice({ number: 'A-2026.1', rank: 9, at: '2026-11-23T15:00:00Z' }),
        notice({ number: 'A-2026.1', rank: 8, at: '2026-11-23T08:00:00Z' }),
      ],
    })
    expect(gathered?.notices.map(({ event, entry }) => `${event.number}/${entry.rank}`)).toEqual([
      'A-2026.1/8',
      'A-2026.1/9',
      'A-2026.2/5',
    ])
  })

  it('names an event as its latest version does', () => {
    const gathered = gatherDigest({
      ...frame,
      notices: [
        notice({ number: 'A-2026.1', rank: 2, at: '2026-11-23T09:00:00Z', version: 3 }),
        notice({ number: 'A-2026.1', rank: 1, at: '2026-11-23T08:00:00Z', version: 2 }),
      ],
    })
    expect(gathered?.notices.map(({ event }) => event.version)).toEqual([3, 3])
  })

  it('tells each of several changes once, with the entry that made it, when each notice tells them all', () => {
    const danger = { field: 'danger', label: 'Danger', before: 'Listeria', after: 'Salmonella' }
    const telling = { type: 'changes' as const, since: 2, changes: [change, danger] }
    const made = (rank: number, own: typeof change): Notice => {
      const one = notice({ number: 'A-2026.1', rank, at: `2026-11-23T0${rank}:00:00Z`, telling })
      return { ...one, entry: { ...one.entry, type: 'updated', body: { changes: [own] } } }
    }
    const gathered = gatherDigest({ ...frame, notices: [made(3, change), made(4, danger)] })
    expect(gathered?.notices.map((one) => one.telling)).toEqual([
      { ...telling, changes: [change] },
      { ...telling, changes: [danger] },
    ])
  })

  it('tells a whole record once, the latest one, with the first entry', () => {
    const whole = (value: string): Notice['telling'] => ({
      type: 'whole',
      fields: [{ label: 'Lots', value }],
    })
    const gathered = gatherDigest({
      ...frame,
      notices: [
        notice({ number: 'A-2026.1', rank: 1, at: '2026-11-23T08:00:00Z', telling: whole('L1') }),
        notice({ number: 'A-2026.1', rank: 2, at: '2026-11-23T09:00:00Z', telling: whole('L1, L2') }),
        notice({
          number: 'A-2026.1',
          rank: 3,
          at: '2026-11-23T10:00:00Z',
          telling: { type: 'changes', since: 2, changes: [change] },
        }),
      ],
    })
    expect(gathered?.notices.map(({ telling }) => telling)).toEqual([
      whole('L1, L2'),
      { type: 'changes', since: 3, changes: [] },
      { type: 'changes', since: 3, changes: [] },
    ])
  })

  it('tells each change of an event once', () => {
    const telling: Notice['telling'] = { type: 'changes', since: 1, changes: [change] }
    const gathered = gatherDigest({
      ...frame,
      notices: [
        notice({ number: 'A-2026.1', rank: 2, at: '2026-11-23T08:00:00Z', telling }),
        notice({ number: 'A-2026.1', rank: 3, at: '2026-11-23T09:00:00Z', telling }),
        notice({ number: 'A-2026.2', rank: 1, at: '2026-11-23T07:30:00Z', telling }),
      ],
    })
    const told = gathered?.notices.map(({ telling }) =>
      telling.type === 'changes' ? telling.changes.length : -1,
    )
    expect(told).toEqual([1, 0, 1])
  })

  it('tells the last word on a field that changed twice, and each field with the entry that says it', () => {
    const twice = { ...change, after: 'L3' }
    const other = { field: 'danger', label: 'Danger', before: '', after: 'Listeria' }
    const since = (...changes: (typeof change)[]): Notice['telling'] => ({
      type: 'changes',
      since: 1,
      changes,
    })
    const gathered = gatherDigest({
      ...frame,
      notices: [
        notice({ number: 'A-2026.1', rank: 2, at: '2026-11-23T08:00:00Z', telling: since(change, other) }),
        notice({ number: 'A-2026.1', rank: 3, at: '2026-11-23T09:00:00Z', telling: since(twice, other) }),
      ],
    })
    expect(gathered?.notices.map(({ telling }) => telling)).toEqual([since(other), since(twice)])
  })

  it('merges the reasons of an entry that came twice', () => {
    const follow: Notice['reasons'] = [{ reason: { type: 'follow' } }]
    const rule: Notice['reasons'] = [{ reason: { type: 'rule', code: 'r', reason: 'Alerte nationale' } }]
    const gathered = gatherDigest({
      ...frame,
      notices: [
        notice({ number: 'A-2026.1', rank: 2, at: '2026-11-23T08:00:00Z', reasons: follow }),
        notice({ number: 'A-2026.1', rank: 2, at: '2026-11-23T08:00:00Z', reasons: [...rule, ...follow] }),
      ],
    })
    expect(gathered?.notices.map(({ reasons }) => reasons)).toEqual([[...follow, ...rule]])
  })

  it('is the same whatever the order the notices came in, and loses no entry', () => {
    const some = fc.uniqueArray(
      fc.record({ event: fc.integer({ min: 1, max: 4 }), rank: fc.integer({ min: 1, max: 9 }) }),
      {
        selector: ({ event, rank }) => `${event}/${rank}`,
        minLength: 1,
      },
    )
    const shuffled = some.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    const made = (list: readonly { event: number; rank: number }[]) =>
      list.map(({ event, rank }) =>
        notice({ number: `A-2026.${event}`, rank, at: `2026-11-23T1${rank}:00:00Z` }),
      )
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const first = gatherDigest({ ...frame, notices: made(one) })
        expect(gatherDigest({ ...frame, notices: made(other) })).toEqual(first)
        expect(first?.notices.length).toBe(one.length)
      }),
    )
  })
})
