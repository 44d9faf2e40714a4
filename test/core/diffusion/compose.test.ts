import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideNotice } from '#core/diffusion/compose.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { entryBrief } from '#core/events/present.ts'
import { foodProduct } from '#core/kinds/food-product.ts'
import type { Fields, FieldValue } from '#core/kinds/kind.ts'
import { changesBetween } from '#core/kinds/show.ts'
import { decideOutsiders } from '#core/rooms/decide-outsiders.ts'
import { arbitraryFields } from '../kinds/arbitrary-fields.ts'
import { day, deliveryRow, entryRow, eventRow } from './rows.ts'

const links = stopLinks('k'.repeat(32), 'https://vigie.example.fr')
const delivery = deliveryRow({ entryId: 1, roomId: 1, channel: 'matrix' })

/** The same record, each value that a teaser leaves out marked, so that it is recognised wherever it would appear. */
function marked(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const field = foodProduct.fields.find((one) => one.name === name)
      return [name, field === undefined || field.view === 'teaser' ? value : secret(value)]
    }),
  )
}

function secret(value: FieldValue): FieldValue {
  if (typeof value !== 'object') return `SECRET ${value}`
  return value.every((item) => typeof item === 'string')
    ? value.map((item) => `SECRET ${item}`)
    : value.flatMap((item) => (typeof item === 'string' ? [] : [{ ...item, name: `SECRET ${item.name}` }]))
}

const accounts = fc.constantFrom('@a:essai', '@b:essai', '@c:essai', '@d:essai')
/** Two agents of the room's structure, one of another; the last account is linked to nobody. */
const homes = new Map([
  ['@a:essai', 1],
  ['@b:essai', 1],
  ['@c:essai', 2],
])

describe('what a room is told', () => {
  it('has nothing of what a teaser leaves out whenever an outsider is in it, and all of it otherwise', () => {
    const values = arbitraryFields(foodProduct).map(marked)
    const facts = fc.record({
      before: values,
      after: values,
      members: fc.uniqueArray(accounts),
      told: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
      type: fc.constantFrom(
        'published' as const,
        'updated' as const,
        'message' as const,
        'document' as const,
      ),
    })
    fc.assert(
      fc.property(facts, ({ before, after, members, told, type }) => {
        const outside = decideOutsiders(members, 1, (address) => homes.get(address)).length > 0
        const event = eventRow({ version: 2, fields: after })
        const entry = entryRow({
          id: 1,
          type,
          version: 2,
          author: 'SECRET Vidal (DDPP 30)',
          body: {
            title: 'SECRET',
            text: 'SECRET',
            said: { by: 'SECRET', at: day.toISOString() },
            documents: [{ id: 1, name: 'SECRET.pdf', mediaType: 'application/pdf', size: 1, sha256: '' }],
            changes: changesBetween(foodProduct, before, after, 'full'),
          },
        })
        const notice = decideNotice(links, {
          delivery,
          event,
          entry,
          shown: entryBrief(entry),
          by: 'DDPP 30',
          reader: { name: 'DDPP 34', address: '!a:essai' },
          audience: { outside },
          reasons: [{ type: 'subscription', id: 1, query: '*' }],
          told,
          updates: type === 'updated' ? [entry] : [],
        })
        expect(notice.event.view).toBe(outside ? 'teaser' : 'full')
        expect(JSON.stringify(notice).includes('SECRET')).toBe(!outside)
      }),
    )
  })
})
