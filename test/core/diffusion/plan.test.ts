import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelNames } from '#core/diffusion/channel.ts'
import type { Pace } from '#core/diffusion/pace.ts'
import { decidePlan, type Recipient, type Wish } from '#core/diffusion/plan.ts'
import { type Agent, AgentSchema } from '#core/directory/agent.entity.ts'
import type { Structure } from '#core/directory/structure.entity.ts'
import type { Room } from '#core/rooms/room.entity.ts'

const now = Temporal.Instant.from('2026-11-23T09:00:00Z')
const structure: Structure = {
  id: 1,
  code: 'ddpp-34',
  label: 'DDPP 34',
  level: 'dept',
  zone: 'Europe/Paris',
  mailboxes: {},
  active: true,
}

function room(id: number): Room {
  const facts = { key: '', provider: 'matrix', type: 'structure', outside: false, members: [] } as const
  return {
    ...facts,
    id,
    address: id === 3 ? null : `!${id}:essai`,
    structureId: 1,
    madeAt: new Date(0),
    closedAt: id === 2 ? new Date(1) : null,
  }
}
