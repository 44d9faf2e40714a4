import { KnownMembership } from 'matrix-js-sdk'
import { resultOf } from '../store/idb.ts'
import { cryptoOf } from './crypto.ts'
import type { Link } from './link.ts'
import type { DurableStore } from './store-port.ts'

/*
 * After a restore from a backup the device's ratchets stand where they stood then: encrypting with them would use keys
 * twice, and nobody could read it. So before anything is sent: what waits on the server is read with the old sessions,
 * then these are forgotten, and new ones are made with everybody.
 */

const secretName = 'restored'
/** What the crypto library calls its database, its sessions with devices, and its keys for sending in rooms. */
const database = 'matrix-js-sdk::matrix-sdk-crypto'
const ratchets = ['session', 'outbound_group_sessions']

export async function isRestored(store: Pick<DurableStore, 'secret'>): Promise<boolean> {
  return ((await store.secret(secretName)) ?? '') !== ''
}

/** Takes the sending ratchets out of a crypto store that nobody has open. */
export async function forgetRatchets(store: Pick<DurableStore, 'indexedDB' | 'flushed'>): Promise<void> {
  const db = await resultOf(store.indexedDB.open(database))
  const names = ratchets.filter((name) => [...db.objectStoreNames].includes(name))
  if (names.length > 0) {
    const transaction = db.transaction(names, 'readwrite')
    await Promise.all(names.map((name) => resultOf(transaction.objectStore(name).clear())))
  }
  db.close()
  await store.flushed()
}

/** Opens new sessions with every device that shares an encrypted room, and takes back what the key backup has. */
export async function makeSessionsAnew(link: Link): Promise<void> {
  const { client, me, store } = link
  const crypto = cryptoOf(client)
  const users = new Set(
    client
      .getRooms()
      .filter((room) => room.getMyMembership() === KnownMembership.Join && room.hasEncryptionStateEvent())
      .flatMap((room) => room.getJoinedMembers().map(({ userId }) => userId)),
  )
  const devices = await crypto.getUserDeviceInfo([...users], true)
  const others = [...devices].flatMap(([userId, own]) =>
    [...own.keys()]
      .map((deviceId) => ({ userId, deviceId }))
      .filter(({ deviceId }) => userId !== me || deviceId !== client.getDeviceId()),
  )
  if (others.length > 0) {
    // Receiving it, a device goes over to the new session for what it sends us.
    const batch = await crypto.encryptToDeviceMessages('m.dummy', others, {})
    await client.queueToDevice(batch)
  }
  await crypto.checkKeyBackupAndEnable()
  if ((await crypto.getActiveSessionBackupVersion()) !== null) await crypto.restoreKeyBackup()
  await store.setSecret(secretName, '')
}
