import { setTimeout as pause } from 'node:timers/promises'
import { KnownMembership, MatrixError, Preset, type Room, Visibility } from 'matrix-js-sdk'
import { inviteTo } from './invite.ts'
import type { Link } from './link.ts'
import { joinedRoom } from './send.ts'

export interface RoomToMake {
  /** Asked for twice under one key, there is one room. */
  readonly key: string
  readonly encrypted: boolean
  readonly direct?: boolean
  /** User ids. */
  readonly invite?: readonly string[]
  readonly name?: string
  readonly topic?: string
  /** Content of `m.room.power_levels`, over the server's defaults. */
  readonly powers?: Readonly<Record<string, unknown>>
}

const marker = 'fr.vigie.room'
/** ms after a lost answer in which the room may still come by the sync. */
const grace = 10_000
const attempts = 3

/**
 * The room made under `key`. Making a room has no transaction id: it is marked in its first state, looked for before
 * each attempt and after each that ended uncertainly; should there be two all the same, the older is kept.
 * @throws when the server refuses
 */
export async function createRoom(link: Link, wanted: RoomToMake): Promise<string> {
  const made = (await findMade(link, wanted.key)) ?? (await attempt(link, wanted))
  const room = await joinedRoom(link, made)
  await known(link, room, wanted)
  // Invited one by one: servers count the invitations of a creation as calls made at once.
  for (const user of wanted.direct === true ? [] : (wanted.invite ?? []))
    if (!isPresent(room, user)) await inviteTo(link, made, user)
  return made
}

/** What is said next must be encrypted, and for whoever was invited: both come by the sync, perhaps not at once. */
async function known(link: Link, room: Room, { encrypted, direct, invite = [] }: RoomToMake): Promise<void> {
  const until = performance.now() + grace
  const isKnown = () =>
    (!encrypted || room.hasEncryptionStateEvent()) &&
    (direct !== true || invite.every((user) => room.getMember(user)?.membership !== undefined))
  while (!isKnown()) {
    if (performance.now() > until) throw new Error(`The server does not show ${room.roomId} as it was made.`)
    await pause(50, undefined, { signal: link.stopping })
  }
}

async function attempt(link: Link, wanted: RoomToMake): Promise<string> {
  for (let at = 1; ; at++) {
    try {
      const { room_id } = await link.pacer.run('notice', () => link.client.createRoom(requestOf(wanted)))
      return room_id
    } catch (error) {
      link.stopping.throwIfAborted()
      const refused = error instanceof MatrixError && error.httpStatus !== undefined && error.httpStatus < 500
      if (refused) throw error
      const found = await awaitMade(link, wanted.key)
      if (found !== undefined) return found
      if (at === attempts) throw error
    }
  }
}

function requestOf({ key, encrypted, direct, invite, name, topic, powers }: RoomToMake) {
  return {
    preset: direct === true ? Preset.TrustedPrivateChat : Preset.PrivateChat,
    visibility: Visibility.Private,
    is_direct: direct === true,
    ...(direct === true && invite !== undefined ? { invite: [...invite] } : {}),
    ...(name === undefined ? {} : { name }),
    ...(topic === undefined ? {} : { topic }),
    ...(powers === undefined ? {} : { power_level_content_override: { ...powers } }),
    initial_state: [
      { type: marker, state_key: '', content: { key } },
      ...(encrypted
        ? [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }]
        : []),
    ],
  }
}

async function awaitMade(link: Link, key: string): Promise<string | undefined> {
  const until = performance.now() + grace
  while (performance.now() < until) {
    await pause(500, undefined, { signal: link.stopping })
    const found = await findMade(link, key)
    if (found !== undefined) return found
  }
  return undefined
}

async function findMade({ client, report }: Link, key: string): Promise<string | undefined> {
  const made = client
    .getRooms()
    .filter((room) => room.getMyMembership() === KnownMembership.Join && keyOf(room) === key)
    .toSorted((one, other) => madeAt(one) - madeAt(other))
  const [kept, ...rest] = made
  for (const { roomId } of rest) {
    report({ type: 'room-made-twice', kept: kept?.roomId ?? '', left: roomId })
    await client.leave(roomId)
  }
  return kept?.roomId
}

function keyOf(room: Room): unknown {
  return room.currentState.getStateEvents(marker, '')?.getContent().key
}

function madeAt(room: Room): number {
  return room.currentState.getStateEvents('m.room.create', '')?.getTs() ?? 0
}

function isPresent(room: Room, user: string): boolean {
  const membership = room.getMember(user)?.membership
  return membership === KnownMembership.Join || membership === KnownMembership.Invite
}
