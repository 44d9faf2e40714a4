// First, before the library is loaded.
import './quiet.ts'

import {
  createClient,
  EventType,
  type ICreateRoomOpts,
  type MatrixClient,
  PendingEventOrdering,
  Preset,
  RelationType,
  SyncState,
} from 'matrix-js-sdk'
import type { RoomMessageEventContent } from 'matrix-js-sdk/lib/@types/events.js'
import {
  AllDevicesIsolationMode,
  type CryptoApi,
  OnlySignedDevicesIsolationMode,
} from 'matrix-js-sdk/lib/crypto-api/index.js'
import { z } from 'zod'
import { decryptAttachment, encryptedFileShape } from './attachment.ts'
import { type Changes, watch } from './changes.ts'
import {
  download,
  editContent,
  type FileToSend,
  fileContent,
  type SayOptions,
  textContent,
} from './contents.ts'
import { historyOf, membersOf, openInvitation, readyRoom, roomOf, roomsOf } from './look.ts'
import type { Synapse } from './provision.ts'
import { quietly } from './quiet.ts'
import { messagesOf, printMessages, type SeenMessage, shownOf } from './room-view.ts'

export interface HumanOptions {
  /**
   * Like clients that follow MSC4153 (the default): shares keys with devices that their owner signed only, and shows nothing
   * that comes from others.
   */
  readonly onlySigned?: boolean
}

export interface RoomOptions {
  readonly name?: string
  readonly invite?: readonly string[]
  /** False makes a public room, as on Tchap; otherwise the room is private, and encrypted by the server's default. */
  readonly encrypted?: boolean
}

/** Somebody who uses the homeserver with a client and keys of his own. Waits are 20 s unless said; they end in an Error that tells what is seen. */
export interface Human {
  readonly userId: string
  readonly deviceId: string
  readonly client: MatrixClient
  /** Joins and waits until the room's state is known. */
  join(room: string): Promise<void>
  /** Waits for an invitation (of `from`) that is still open. @returns the room */
  invitedTo(from?: string): Promise<string>
  /** Makes an encrypted direct room and waits until the other has joined. @returns the room */
  directWith(userId: string): Promise<string>
  /** @returns the room */
  createRoom(options: RoomOptions): Promise<string>
  /** Waits until somebody is in the room, or has the other membership. */
  sees(room: string, userId: string, membership?: 'join' | 'invite' | 'leave'): Promise<void>
  /** @returns the id of the event, as for all that follow */
  say(room: string, text: string, options?: SayOptions): Promise<string>
  edit(room: string, id: string, text: string): Promise<string>
  redact(room: string, id: string): Promise<string>
  react(room: string, id: string, key: string): Promise<string>
  /** Encrypted when the room is. */
  sendFile(room: string, file: FileToSend, options?: SayOptions): Promise<string>
  /** Fetches and decrypts the file of a message. @throws Error when it is not what was announced */
  openFile(room: string, id: string): Promise<Uint8Array>
  /** Sends the public read receipt. */
  read(room: string, id: string): Promise<void>
  /** All messages since the room began, edits and redacted ones included. */
  timeline(room: string): Promise<SeenMessage[]>
  /** The messages as a client shows them now. */
  shown(room: string): Promise<SeenMessage[]>
  /** Waits for a shown message. @param ms 20000 unless said */
  waitFor(room: string, wanted: (message: SeenMessage) => boolean, ms?: number): Promise<SeenMessage>
  /** Messages of all joined rooms that could not be decrypted so far, sent since he is in them. */
  undecryptable(): Promise<number>
  /** Whether the device is signed by its owner, as far as we know now. */
  isVerified(userId: string, deviceId: string): Promise<boolean>
  stop(): void
}

/** Makes an account with a signed device, whose keys live in memory, and starts its client. */
export async function makeHuman(synapse: Synapse, name: string, options: HumanOptions = {}): Promise<Human> {
  const { userId, password, accessToken, deviceId } = await synapse.register(name)
  const client = createClient({
    baseUrl: synapse.url,
    userId,
    deviceId,
    accessToken,
    disableVoip: true,
    ...quietly,
  })
  await client.initRustCrypto({ useIndexedDB: false })
  const crypto = cryptoOf(client)
  crypto.setDeviceIsolationMode(
    options.onlySigned === false ? new AllDevicesIsolationMode(false) : new OnlySignedDevicesIsolationMode(),
  )
  const changes = watch(client)
  await client.startClient({
    initialSyncLimit: 50,
    // One timeline a room, threads included; and only what the server has sent back.
    threadSupport: false,
    pendingEventOrdering: PendingEventOrdering.Detached,
    disablePresence: true,
  })
  await changes.until(() => client.getSyncState() === SyncState.Syncing || undefined, 'the first sync')
  await crypto.bootstrapCrossSigning({
    authUploadDeviceSigningKeys: (upload) =>
      upload({ type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password }),
  })
  const signed = async () => (await isSigned(crypto, userId, deviceId)) || undefined
  await changes.until(signed, 'the signature of the own device')
  return humanOf(client, changes, userId, deviceId)
}

function humanOf(client: MatrixClient, changes: Changes, userId: string, deviceId: string): Human {
  const crypto = cryptoOf(client)
  /** Once the keys of everybody in the room are known, so that nobody who just joined is left out. */
  const send = async (room: string, content: RoomMessageEventContent) => {
    if (await crypto.isEncryptionEnabledInRoom(room)) {
      const members = await roomOf(client, room).getEncryptionTargetMembers()
      const users = members.map((member) => member.userId)
      await crypto.getUserDeviceInfo(users, true)
    }
    return (await client.sendMessage(room, content)).event_id
  }
  const timeline = async (room: string) => messagesOf(await historyOf(client, room))
  const shown = async (room: string) => shownOf(await timeline(room))
  const join = async (id: string) => {
    await client.joinRoom(id)
    await changes.until(() => readyRoom(client, id), `room ${id} in the sync`)
  }
  const sees: Human['sees'] = async (room, user, membership = 'join') => {
    const isThere = () =>
      client.getRoom(room)?.getMember(user)?.membership === membership ? true : undefined
    await changes.until(
      isThere,
      () => `membership ${membership} of ${user}; members: ${membersOf(client, room)}`,
    )
  }
  const createRoom = async (opts: ICreateRoomOpts) => {
    const { room_id: id } = await client.createRoom(opts)
    await changes.until(() => readyRoom(client, id), `room ${id} in the sync`)
    return id
  }
  return {
    userId,
    deviceId,
    client,
    join,
    invitedTo: (from) =>
      changes.until(
        () => openInvitation(client, userId, from),
        () => `an invitation${from === undefined ? '' : ` of ${from}`}; rooms: ${roomsOf(client)}`,
      ),
    directWith: async (other) => {
      const room = await createRoom({
        is_direct: true,
        invite: [other],
        preset: Preset.TrustedPrivateChat,
        initial_state: [
          { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } },
        ],
      })
      const known = client.getAccountData(EventType.Direct)?.getContent() ?? {}
      await client.setAccountDataRaw(EventType.Direct, { ...known, [other]: [...(known[other] ?? []), room] })
      await sees(room, other)
      return room
    },
    createRoom: ({ name, invite = [], encrypted = true }) =>
      createRoom({
        preset: encrypted ? Preset.PrivateChat : Preset.PublicChat,
        invite: [...invite],
        ...(name === undefined ? {} : { name }),
      }),
    sees,
    say: (room, text, options = {}) => send(room, textContent(text, options)),
    edit: (room, id, text) => send(room, editContent(id, text)),
    redact: async (room, id) => (await client.redactEvent(room, id)).event_id,
    react: async (room, id, key) => {
      const relation = { rel_type: RelationType.Annotation, event_id: id, key } as const
      return (await client.sendEvent(room, EventType.Reaction, { 'm.relates_to': relation })).event_id
    },
    sendFile: async (room, file, options = {}) =>
      send(room, await fileContent(client, file, await crypto.isEncryptionEnabledInRoom(room), options)),
    openFile: async (room, id) => {
      const { content } = await changes.until(
        async () => (await shown(room)).find((message) => message.id === id),
        async () => `message ${id}; shown:\n${printMessages(await shown(room))}`,
      )
      const { file, url } = z
        .object({ file: encryptedFileShape.optional(), url: z.string().optional() })
        .parse(content)
      const bytes = await download(client, file?.url ?? url ?? '')
      return file === undefined ? bytes : decryptAttachment(bytes, file)
    },
    read: async (room, id) => {
      const event = await changes.until(
        () => roomOf(client, room).findEventById(id),
        async () => `message ${id} to read; shown:\n${printMessages(await shown(room))}`,
      )
      await client.sendReadReceipt(event)
    },
    timeline,
    shown,
    waitFor: (room, wanted, ms) =>
      changes.until(
        async () => (await shown(room)).find(wanted),
        async () => `the message; ${userId} sees in ${room}:\n${printMessages(await shown(room))}`,
        ms,
      ),
    undecryptable: async () => {
      const joined = client.getRooms().filter((room) => room.getMyMembership() === 'join')
      const histories = await Promise.all(joined.map((room) => historyOf(client, room.roomId)))
      return histories.flat().filter((event) => event.undecryptable && !event.beforeJoining).length
    },
    isVerified: (user, device) => isSigned(crypto, user, device),
    stop: () => client.stopClient(),
  }
}

async function isSigned(crypto: CryptoApi, userId: string, deviceId: string): Promise<boolean> {
  return (await crypto.getDeviceVerificationStatus(userId, deviceId))?.signedByOwner ?? false
}

function cryptoOf(client: MatrixClient): CryptoApi {
  const crypto = client.getCrypto()
  if (crypto === undefined) throw new Error('the client has no crypto: call initRustCrypto first')
  return crypto
}
