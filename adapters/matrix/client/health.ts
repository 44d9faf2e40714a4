import { KnownMembership, SyncState } from 'matrix-js-sdk'
import { cryptoOf } from './crypto.ts'
import type { Link } from './link.ts'

/** What the operator looks at first. Plain JSON. */
export interface Health {
  readonly account: string
  readonly device: string
  /** The device is signed by its account: without that, many clients show nothing of what it writes. */
  readonly deviceSigned: boolean
  readonly crossSigning: boolean
  readonly secretStorage: boolean
  /** `remaining` keys are not in the backup yet. Null without a backup. */
  readonly backup: { readonly version: string; readonly trusted: boolean; readonly remaining: number } | null
  readonly rooms: { readonly joined: number; readonly encrypted: number; readonly invited: number }
  /** Members of encrypted rooms who may not be able to read the bot. */
  readonly cannotDecrypt: readonly Unreached[]
  readonly undecryptable: { readonly waiting: number; readonly recovered: number; readonly givenUp: number }
  /** `since`: ISO 8601 instant at which the state began. */
  readonly syncing: { readonly state: string; readonly since: string }
  readonly tokenRefused: boolean
  readonly accountExpired: boolean
  /** Calls that wait for their turn, or to be tried again. */
  readonly queue: { readonly waiting: number; readonly retrying: number; readonly unhandled: number }
}

export interface Unreached {
  readonly user: string
  /** Absent: the user has no device that can encrypt. */
  readonly device?: string
  readonly why: 'no-device' | 'unsigned'
}

export interface Observed {
  readonly counts: () => Health['undecryptable']
  readonly remaining: () => number
  readonly syncing: () => { state: string; since: string }
  readonly unhandled: () => number
}

/** Looking at everybody's devices takes a moment each. */
const mostUsers = 500

export async function readHealth(link: Link, observed: Observed): Promise<Health> {
  const { client, me, patience, pacer } = link
  const crypto = cryptoOf(client)
  const device = client.getDeviceId() ?? ''
  const rooms = client.getRooms()
  const joined = rooms.filter((room) => room.getMyMembership() === KnownMembership.Join)
  const encrypted = joined.filter((room) => room.hasEncryptionStateEvent())
  const users = new Set(encrypted.flatMap((room) => room.getJoinedMembers().map(({ userId }) => userId)))
  users.delete(me)
  return {
    account: me,
    device,
    deviceSigned: (await crypto.getDeviceVerificationStatus(me, device))?.signedByOwner === true,
    crossSigning: await crypto.isCrossSigningReady(),
    secretStorage: await crypto.isSecretStorageReady(),
    backup: await readBackup(link, observed.remaining()),
    rooms: {
      joined: joined.length,
      encrypted: encrypted.length,
      invited: rooms.filter((room) => room.getMyMembership() === KnownMembership.Invite).length,
    },
    cannotDecrypt: await unreached(link, [...users].slice(0, mostUsers)),
    undecryptable: { ...observed.counts() },
    syncing: observed.syncing(),
    tokenRefused: patience.tokenRefused,
    accountExpired: patience.accountExpired,
    queue: { waiting: pacer.waiting, retrying: patience.waiting, unhandled: observed.unhandled() },
  }
}

async function readBackup({ client }: Link, remaining: number): Promise<Health['backup']> {
  const crypto = cryptoOf(client)
  const info = await crypto.getKeyBackupInfo()
  if (info?.version === undefined) return null
  const { trusted } = await crypto.isKeyBackupTrusted(info)
  const active = (await crypto.getActiveSessionBackupVersion()) === info.version
  return { version: info.version, trusted: trusted && active, remaining }
}

async function unreached({ client }: Link, users: string[]): Promise<Unreached[]> {
  const crypto = cryptoOf(client)
  const devices = await crypto.getUserDeviceInfo(users, true)
  const found: Unreached[] = []
  for (const user of users) {
    const own = [...(devices.get(user)?.keys() ?? [])]
    if (own.length === 0) found.push({ user, why: 'no-device' })
    for (const device of own) {
      const status = await crypto.getDeviceVerificationStatus(user, device)
      if (status?.signedByOwner !== true) found.push({ user, device, why: 'unsigned' })
    }
  }
  return found
}

/** In words of ours, whatever the SDK calls it. */
export function syncWord(state: SyncState | null): string {
  if (state === SyncState.Syncing || state === SyncState.Prepared) return 'syncing'
  if (state === SyncState.Stopped) return 'stopped'
  return state === null ? 'starting' : 'reconnecting'
}
