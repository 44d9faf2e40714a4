import { expect, it } from 'vitest'
import { decideNotice } from '#core/diffusion/compose.ts'
import { stopLinks } from '#core/diffusion/stop-link.ts'
import { entryBrief } from '#core/events/present.ts'
import { alone } from '#core/events/view.ts'
import { deliveryRow, entryRow, eventRow } from './rows.ts'

const links = stopLinks('k'.repeat(32), 'https://vigie.example.fr')
const delivery = deliveryRow({
  entryId: 4,
  agentId: 9,
  channel: 'email',
  address: 'a@agri.example',
  reasons: [{ type: 'follow' }],
})
const event = eventRow({ version: 4 })
const update = (version: number, agentId: number, field: string) =>
  entryRow({
    id: version,
    type: 'updated',
    version,
    agentId,
    author: `Agent ${agentId}`,
    body: { changes: [{ field, label: field, before: '', after: 'x' }] },
  })

it('says of what changed since the last notice whether others than the author changed some of it', () => {
  const telling = (first: number, told: number) => {
    const [before, entry] = [update(3, first, 'brand'), update(4, 7, 'lots')]
    const facts = { delivery, event, entry, shown: entryBrief(entry), by: 'DDPP 30' }
    const reader = { name: 'Anne', address: 'a@agri.example' }
    const more = { reader, audience: alone, reasons: delivery.reasons, told, updates: [before, entry] }
    return decideNotice(links, { ...facts, ...more }).telling
  }
  expect(telling(8, 2)).toMatchObject({ type: 'changes', since: 2, others: true })
  expect(telling(7, 2)).not.toHaveProperty('others')
  expect(telling(8, 3)).not.toHaveProperty('others')
})
