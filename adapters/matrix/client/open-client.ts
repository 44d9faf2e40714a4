import type { MatrixClient, MatrixEvent } from 'matrix-js-sdk'
import { HttpApiEvent } from 'matrix-js-sdk'
import { CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import type pg from 'pg'
import { AccountRefused } from './account-refused.ts'
import { createRoom, type RoomToMake } from './create-room.ts'
import { type Health, readHealth } from './health.ts'
import type { Incoming, IncomingFile } from './incoming-event.ts'
import { makeInviting } from './invite.ts'
import type { Link } from './link.ts'
import { download, type Uploaded, upload } from './media.ts'
import { askForCount, drainOneTimeKeys } from './one-time-keys.ts'
import { type Device, type DeviceOptions, openDevice } from './open-device.ts'
import { makePacer, type Priority } from './pacer.ts'
import { type Patience, patientFetch } from './patient-fetch.ts'
import type { Report } from './problem.ts'
import { react } from './react.ts'
import { readBacklog } from './read-backlog.ts'
import { readEvent, readIncoming } from './read-event.ts'
import { redact } from './redact.ts'
import { forgetRatchets, isRestored } from './restore.ts'
import { makeRooms, type Rooms } from './rooms.ts'
import { type Run, run } from './run.ts'
import { makeSend, type Outgoing } from './send.ts'
import { sentAs } from './sent.ts'
import { openSession } from './session.ts'
import { shareRunning } from './share-running.ts'
import type { DurableStore } from './store-port.ts'

export interface MatrixOptions {
  readonly homeserverUrl: string
  /** `@name:server` of the account. */
  readonly userId: string
  /** For the first login, and to log in the same device again when its token is refused. */
  readonly password?: string
  /** Instead of the password: of a device whose keys nobody else has. */
  readonly accessToken?: string
  /** Its `indexedDB` must be the global one while this opens. */
  readonly store: DurableStore
  readonly pool: pg.Pool
  /** At which calls that the server limits are begun. */
  readonly callsPerSecond: number
  /**
   * Which of these event ids were handled before: after a start, what the saved position has not passed comes again. An event
   * that was told of as `undecryptable` only does not count.
   */
  readonly known: (eventIds: string[]) => Promise<ReadonlySet<string>>
  readonly report: Report
  /** Gives up opening, which otherwise waits for a server that is away or an account that has expired. */
  readonly signal?: AbortSignal
  /** ms that a message waits for its key before it is told of as unreadable, 30 s by default. */
  readonly keyPatience?: number
  /** ms between two tries while the account has expired, 60 s by default. */
  readonly expiredPause?: number
}

/** One device of the bot's account, for life. */
export interface Matrix extends Rooms {
  readonly client: MatrixClient
  readonly store: DurableStore
  readonly userId: string
  readonly deviceId: string
  /** Resolves when it cannot go on (the token is refused): it must be stopped and opened again. */
  readonly ended: Promise<Error>
  /** Begins to hand over what comes; resolves when the first sync is done. Each room waits until its event is handled. */
  start(handle: (event: Incoming) => Promise<void>): Promise<void>
  /** @returns the event id. Again with the same key: the same, and nothing is sent. */
  send(outgoing: Outgoing): Promise<string>
  /** The event that was sent under a key; undefined when none is known to have arrived. */
  sentAs(key: string): Promise<string | undefined>
  /** Puts a sign on a message. */
  react(room: string, id: string, sign: string, key: string, priority?: Priority): Promise<void>
  redact(room: string, id: string, key: string, reason?: string): Promise<string>
  /** @returns the room id. Again with the same key: the same room. */
  createRoom(wanted: RoomToMake): Promise<string>
  /** Decrypted if it can be; undefined when it is gone or not ours to read. */
  event(room: string, id: string): Promise<MatrixEvent | undefined>
  /** The same as it was handed over when it came. */
  incoming(room: string, id: string): Promise<Incoming | undefined>
  /** At most 25 MB. `encrypted` for a room that is. */
  upload(bytes: Uint8Array, mediaType: string, encrypted: boolean): Promise<Uploaded>
  /** Decrypted and verified, at most 25 MB. */
  download(file: Pick<IncomingFile, 'url' | 'sealed'>): Promise<Uint8Array>
  health(): Promise<Health>
  /** Ends within 5 s, whatever the server does; what is not handled comes again at the next start. The store stays open. */
  stop(): Promise<void>
}

/** ms for what is being handled, and for saving. */
const drainTime = 2000
const saveTime = 2000

/**
 * Opens the account's device: logs in if it must, restores its keys.
 * @throws when the server refuses the account, or the store's keys are another's
 */
export async function openMatrix(options: MatrixOptions): Promise<Matrix> {
  const { store, userId, pool, report } = options
  const stopping = new AbortController()
  const ended = Promise.withResolvers<Error>()
  const mending: { keys: () => void } = { keys: () => undefined }
  const pacer = makePacer(options.callsPerSecond)
  const patience = patientFetch({
    report,
    onKeyExists: () => mending.keys(),
    onLimited: (ms) => pacer.hold(ms),
    ...(options.expiredPause === undefined ? {} : { expiredPause: options.expiredPause }),
  })
  options.signal?.addEventListener('abort', patience.stop)
  const { client, syncStore } = await open(options, patience).finally(() =>
    options.signal?.removeEventListener('abort', patience.stop),
  )
  const link: Link = {
    client,
    me: userId,
    pool,
    store,
    pacer,
    patience,
    report,
    inviting: makeInviting(),
    stopping: stopping.signal,
  }
  const deviceId = client.getDeviceId() ?? ''

  mending.keys = oneAtATime(async () => {
    report({ type: 'one-time-keys-lost' })
    await drainOneTimeKeys(client, userId, deviceId)
    await askForCount(client, userId, deviceId)
  }, link)
  client.on(HttpApiEvent.SessionLoggedOut, () =>
    ended.resolve(new AccountRefused(`Le serveur refuse le jeton de ${userId}.`)),
  )
  let remaining = 0
  client.on(CryptoEvent.KeyBackupSessionsRemaining, (count: number) => {
    remaining = count
  })

  let running: Run | undefined
  const send = makeSend(link)
  const stop = async (): Promise<void> => {
    await running?.drain(drainTime)
    stopping.abort(new DOMException('The device was closed', 'AbortError'))
    pacer.stop()
    client.stopClient()
    patience.stop()
    await within(saveTime, async () => {
      await running?.position.save()
      await syncStore.destroy()
      await store.flushed()
    })
  }
  let stopped: Promise<void> | undefined
  return {
    ...makeRooms(link),
    client,
    store,
    userId,
    deviceId,
    ended: ended.promise,
    start: async (handle) => {
      const begun = run(link, syncStore, {
        handle,
        known: options.known,
        keyPatience: options.keyPatience ?? 30_000,
      })
      const refused = ended.promise.then((error) => Promise.reject(error))
      running = await Promise.race([begun, refused])
    },
    send,
    sentAs: (key) => sentAs(pool, key),
    react: (room, id, sign, key, priority) => react(send, room, id, sign, key, priority),
    redact: (room, id, key, reason) => redact(link, room, id, key, reason),
    createRoom: shareRunning(
      ({ key }) => key,
      (wanted) => createRoom(link, wanted),
    ),
    event: (room, id) => readEvent(link, room, id),
    incoming: (room, id) => readIncoming(link, room, id),
    upload: (bytes, mediaType, encrypted) => upload(link, bytes, mediaType, encrypted),
    download: (file) => download(link, file),
    health: () =>
      readHealth(link, {
        counts: () => running?.late.counts ?? { waiting: 0, recovered: 0, givenUp: 0 },
        remaining: () => remaining,
        syncing: () => running?.syncing() ?? { state: 'starting', since: Temporal.Now.instant().toString() },
        unhandled: () => running?.position.waiting ?? 0,
      }),
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

async function open(options: MatrixOptions, { fetch }: Patience): Promise<Device> {
  const { homeserverUrl, userId, store } = options
  const session = await openSession({ ...options, fetch })
  const device: DeviceOptions = { homeserverUrl, userId, session, store, fetch }
  if (await isRestored(store)) {
    await readBacklog(device)
    await forgetRatchets(store)
  }
  return openDevice(device)
}

/** Runs it unless it runs already. */
function oneAtATime(work: () => Promise<void>, { report, stopping }: Link): () => void {
  let running = false
  return () => {
    if (running) return
    running = true
    work()
      .catch((error: unknown) => {
        if (!stopping.aborted) report({ type: 'unexpected', error })
      })
      .finally(() => {
        running = false
      })
  }
}

async function within(ms: number, work: () => Promise<void>): Promise<void> {
  const time = Promise.withResolvers<void>()
  const timer = setTimeout(time.resolve, ms)
  try {
    await Promise.race([work().catch(() => undefined), time.promise])
  } finally {
    clearTimeout(timer)
  }
}
