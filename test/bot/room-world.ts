import type { ChatAnswer, ChatFile, ChatMessage, QuotedMessage } from '#bot/chat.ts'
import type { HearDeps } from '#bot/hear.ts'
import { hearOnce } from '#bot/once.ts'
import { noteCard } from '#core/diffusion/cards.ts'
import type { EntryBrief } from '#core/diffusion/notice.ts'
import type { Agent } from '#core/directory/agent.entity.ts'
import { IdentitySchema } from '#core/directory/identity.entity.ts'
import { openEvent } from '#core/events/open.ts'
import { publishEvent } from '#core/events/publish.ts'
import { readEvent } from '#core/events/read.ts'
import { bindRoom } from '#core/rooms/bind-room.ts'
import { noteMembers } from '#core/rooms/note-members.ts'
import { noteRoomAddress } from '#core/rooms/note-room.ts'
import { openEventRoom } from '#core/rooms/open-event-room.ts'
import { postgresEngine } from '#search/postgres/engine.ts'
import { cheese, makeWorld, type World } from '#test/world.ts'

export const provider = 'matrix'
export const addressOf = (agent: Agent) => `@${agent.firstName.toLowerCase()}:agent.example`

export const photo: ChatFile = {
  name: 'photo.png',
  mediaType: 'image/png',
  bytes: Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'),
}
export const program: ChatFile = {
  name: 'virus.exe',
  mediaType: 'application/pdf',
  bytes: Buffer.from('MZ\0\0'),
}

/**
 * Claire and Luc of one structure, whose room is `!team`, and Paul of another; `!event` is the room of Claire's
 * published event `number`, with its card `$card`. `!nobody` is nobody's.
 */
export interface RoomWorld extends AsyncDisposable {
  readonly world: World
  readonly deps: HearDeps
  readonly claire: Agent
  readonly luc: Agent
  readonly paul: Agent
  readonly number: string
  /** Another published event of Claire's, and a draft. */
  readonly other: string
  readonly draft: string
  /** Messages that can be fetched. */
  readonly quoted: Map<string, QuotedMessage>
  nextId(): string
  say(who: Agent, room: string, text: string, more?: Partial<ChatMessage>): Promise<ChatAnswer[]>
  journal(number: string): Promise<readonly EntryBrief[]>
}

export async function makeRoomWorld(): Promise<RoomWorld> {
  const world = await makeWorld()
  const herault = await world.structure('ddpp-34', { dept: '34', region: '76' })
  const claire = await world.agent('Claire Vidal', herault)
  const luc = await world.agent('Luc Petit', herault)
  const paul = await world.agent('Paul Serre', await world.structure('ddpp-30', { dept: '30', region: '76' }))
  await world.store.transaction(async (em) => {
    for (const agent of [claire, luc, paul])
      em.create(IdentitySchema, { provider, address: addressOf(agent), agentId: agent.id })
  })
  const quoted = new Map<string, QuotedMessage>()
  const deps: HearDeps = {
    ...world,
    engine: postgresEngine(world.store),
    log: ({ error }) => {
      throw error
    },
    fetchMessage: async (_room, id) => quoted.get(id),
  }
  const open = async (publishes: boolean) => {
    const made = await openEvent(world.as(claire), { kind: 'food-product', fields: cheese })
    if (publishes) await publishEvent(world.as(claire), { number: made.number })
    return made.number
  }
  const [number, other, draft] = [await open(true), await open(true), await open(false)]
  await bindRoom(world.as(claire), { provider, address: '!team', power: true })
  await noteMembers(world.store, { provider, address: '!team', members: [claire, luc].map(addressOf) })
  const { room } = await openEventRoom(world.as(claire), { number, provider })
  await noteRoomAddress(world.store, { id: room.id, address: '!event' })
  const { version } = (await readEvent(world.as(claire), { number })).brief
  const card = { provider, room: '!event', eventId: room.eventId ?? 0, messageId: '$card' } as const
  await noteCard(world.store, { ...card, version, entries: 2, footer: '' })
  const ids = Array.from({ length: 200 }, (_, at) => `$m${at}`)
  const nextId = () => ids.pop() ?? ''
  return {
    ...{ world, deps, claire, luc, paul, number, other, draft, quoted, nextId },
    say: async (who, room, text, more = {}) => {
      const from = addressOf(who)
      const message = { provider, from, room, text, id: nextId(), audience: 'room', ...more } as const
      return (await hearOnce(deps, message)).answers
    },
    journal: async (of) => (await readEvent(world.as(claire), { number: of })).entries,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}
