import { KnownMembership, type Room, type RoomMember } from 'matrix-js-sdk'
import { cleanLine } from '#core/clean-text.ts'
import { inviteTo } from './invite.ts'
import type { Link } from './link.ts'
import { isPlain } from './matrix-id.ts'
import { isReadOnly, putState, readOnlyLevels, settingsLevel, stateOf } from './room-settings.ts'
import { joinedRoom } from './send.ts'

/** What the bot sees and does in rooms, but for what it says. */
export interface Rooms {
  /** Comes in, and waits until the room's members and settings are known. @param via servers that know the room */
  join(room: string, via?: readonly string[]): Promise<void>
  leave(room: string): Promise<void>
  invite(room: string, user: string): Promise<void>
  kick(room: string, user: string, reason?: string): Promise<void>
  setState(room: string, type: string, content: object, stateKey?: string): Promise<void>
  state(room: string, type: string, stateKey?: string): unknown
  rename(room: string, name: string): Promise<void>
  /** As set in the room; undefined for a room without a name. */
  nameOf(room: string): string | undefined
  /** Members may read and no longer write; or may again. */
  setReadOnly(room: string, readOnly: boolean): Promise<void>
  isReadOnly(room: string): boolean
  /** A sign that work goes on, for `ms`; 0 takes it back. Never waits for its turn, and may be lost. */
  typing(room: string, ms: number): Promise<void>
  /** The bot is in the room. */
  joined(room: string): boolean
  /** What is said there is encrypted. */
  encrypted(room: string): boolean
  /** The user is in the room or invited. */
  present(room: string, user: string): boolean
  /** Users who are in the room. */
  members(room: string): string[]
  /** Users who read what is said: members, and those who may come in at any moment. The bot is one. */
  readers(room: string): string[]
  seen(room: string): SeenMembers
  /** Name under which a user is shown in the room. */
  displayName(room: string, user: string): string
  /** Power level, 0 for who has none. */
  power(room: string, user: string): number
  /** The user may change the room's settings. */
  mayAdminister(room: string, user: string): boolean
  /** Rooms that the bot is in. */
  all(): string[]
}

/** What core/rooms decides memberships from. */
export interface SeenMembers {
  readonly joined: readonly string[]
  readonly invited: readonly string[]
  /** By themselves: who was removed is not among them. `at`: ISO 8601 instant. */
  readonly left: readonly { readonly address: string; readonly at: string }[]
  readonly bot: string
}

export function makeRooms(link: Link): Rooms {
  const { client, pacer, me } = link
  const roomOf = (id: string): Room | null => client.getRoom(id)
  const membership = (room: string, user: string) => roomOf(room)?.getMember(user)?.membership
  const present = (room: string, user: string) => isPresent(membership(room, user))
  const power = (room: string, user: string) => roomOf(room)?.getMember(user)?.powerLevel ?? 0
  const those = (room: string, wanted: (member: RoomMember) => boolean) =>
    roomOf(room)
      ?.getMembers()
      .filter((member) => isPlain(member.userId) && wanted(member)) ?? []
  const withMembership = (room: string, wanted: string) =>
    those(room, (member) => member.membership === wanted).map(({ userId }) => userId)
  return {
    join: async (room, via) => {
      const ways = via === undefined ? {} : { viaServers: [...via] }
      await pacer.run('answer', () => client.joinRoom(room, ways))
      await joinedRoom(link, room)
    },
    leave: async (room) => {
      await pacer.run('invite', () => client.leave(room))
    },
    invite: async (room, user) => {
      if (!present(room, user)) await inviteTo(link, room, user)
    },
    kick: async (room, user, reason) => {
      await pacer.run('invite', () => client.kick(room, user, reason))
    },
    setState: (room, type, content, stateKey) => putState(link, room, type, content, stateKey),
    state: (room, type, stateKey) => stateOf(roomOf(room), type, stateKey),
    rename: (room, name) => putState(link, room, 'm.room.name', { name }),
    nameOf: (room) => {
      const name: unknown = roomOf(room)?.currentState.getStateEvents('m.room.name', '')?.getContent().name
      return typeof name === 'string' && name !== '' ? name : undefined
    },
    setReadOnly: (room, readOnly) =>
      putState(link, room, 'm.room.power_levels', readOnlyLevels(roomOf(room), readOnly)),
    isReadOnly: (room) => isReadOnly(roomOf(room)),
    typing: async (room, ms) => {
      await client.sendTyping(room, ms > 0, ms)
    },
    encrypted: (room) => roomOf(room)?.hasEncryptionStateEvent() === true,
    joined: (room) => roomOf(room)?.getMyMembership() === KnownMembership.Join,
    present,
    members: (room) => withMembership(room, KnownMembership.Join),
    readers: (room) => those(room, (member) => isPresent(member.membership)).map(({ userId }) => userId),
    seen: (room) => ({
      joined: withMembership(room, KnownMembership.Join),
      invited: withMembership(room, KnownMembership.Invite),
      left: those(room, leftByThemselves).map((member) => ({
        address: member.userId,
        at: Temporal.Instant.fromEpochMilliseconds(member.events.member?.getTs() ?? 0).toString(),
      })),
      bot: me,
    }),
    displayName: (room, user) => cleanLine(roomOf(room)?.getMember(user)?.rawDisplayName ?? '') || user,
    power,
    mayAdminister: (room, user) => power(room, user) >= settingsLevel(roomOf(room)),
    all: () =>
      client
        .getRooms()
        .filter((room) => room.getMyMembership() === KnownMembership.Join)
        .map(({ roomId }) => roomId),
  }
}

function isPresent(membership: string | undefined): boolean {
  return membership === KnownMembership.Join || membership === KnownMembership.Invite
}

function leftByThemselves({ membership, userId, events }: RoomMember): boolean {
  return membership === KnownMembership.Leave && events.member?.getSender() === userId
}
