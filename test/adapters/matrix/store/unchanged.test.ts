import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type RowChange, toBatch } from '#adapters/matrix/store/batch.ts'
import { leaveOutUnchanged } from '#adapters/matrix/store/unchanged.ts'

const part = fc.constantFrom('one', 'other')
const key = fc.constantFrom('a', 'b').map((text) => Buffer.from(text))
const plain = fc.constantFrom('1', '2').map((text) => Buffer.from(text))
const put = fc.record({ type: fc.constant('put' as const), part, key, plain })
const change: fc.Arbitrary<RowChange> = fc.oneof(
  { weight: 4, arbitrary: put },
  fc.record({ type: fc.constant('delete' as const), part, key }),
  fc.record({ type: fc.constant('clear' as const), part }),
)

/** The rows after the changes, as `part/key=plain`. */
function outcomeOf(changes: readonly RowChange[]): string[] {
  return toBatch(changes)
    .put.map(({ part, key, plain }) => `${part}/${key}=${plain}`)
    .sort()
}

it('leaves the same rows, whatever the changes and however they come in groups', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 4 })), (groups) => {
      const changed = leaveOutUnchanged()
      expect(outcomeOf(groups.flatMap(changed))).toEqual(outcomeOf(groups.flat()))
    }),
  )
})

it('leaves out a put of what is there, and only that', () => {
  const changed = leaveOutUnchanged()
  const one: RowChange = { type: 'put', part: 'p', key: Buffer.from('k'), plain: Buffer.from('1') }
  const two: RowChange = { ...one, plain: Buffer.from('2') }
  const gone: RowChange = { type: 'delete', part: 'p', key: Buffer.from('k') }
  expect(changed([one, one, two])).toEqual([one, two])
  expect(changed([two])).toEqual([])
  expect(changed([gone, two])).toEqual([gone, two])
  expect(changed([{ type: 'clear', part: 'p' }, two])).toHaveLength(2)
})
