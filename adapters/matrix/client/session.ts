import { randomBytes } from 'node:crypto'
import { createClient, MatrixError } from 'matrix-js-sdk'
import { silent } from './silence.ts'
import type { DurableStore } from './store-port.ts'

export interface SessionOptions {
  readonly homeserverUrl: string
  readonly userId: string
  readonly password?: string
  readonly accessToken?: string
  readonly store: Pick<DurableStore, 'secret' | 'setSecret'>
  readonly fetch: typeof globalThis.fetch
}

export interface Session {
  readonly accessToken: string
  readonly deviceId: string
}

/** How people see the device in the bot's profile. */
const deviceName = 'Vigie'

/**
 * The account's session: the stored one for as long as the server takes it, else a configured token, else a login by
 * password under the same device id, which keeps the device and its keys.
 * @throws when the account is another one, or the server refuses what is configured
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { store, userId, password } = options
  const account = await store.secret('account')
  if (account !== undefined && account !== '' && account !== userId)
    throw new Error(
      `The keys in the store are those of ${account}, not of ${userId}: give ${userId} another database.`,
    )
  const deviceId = (await store.secret('device-id')) || undefined
  for (const accessToken of [await store.secret('access-token'), options.accessToken]) {
    if (accessToken === undefined || accessToken === '') continue
    const session = await tryToken(options, accessToken, deviceId)
    if (session !== undefined) return remember(options, session)
  }
  if (password === undefined)
    throw new Error(
      `The server refuses the access token of ${userId}: configure a new one of the same device, or the password.`,
    )
  return remember(options, await logIn(options, password, deviceId))
}

/** Undefined when the server does not know the token. */
async function tryToken(
  { homeserverUrl, userId, fetch }: SessionOptions,
  accessToken: string,
  deviceId: string | undefined,
): Promise<Session | undefined> {
  const client = createClient({ baseUrl: homeserverUrl, accessToken, fetchFn: fetch, logger: silent })
  try {
    const who = await client.whoami()
    if (who.user_id !== userId)
      throw new Error(
        `The access token is that of ${who.user_id}, not of ${userId}: configure the token of ${userId}.`,
      )
    if (who.device_id === undefined)
      throw new Error('The access token belongs to no device: configure one that a login gave.')
    if (deviceId !== undefined && who.device_id !== deviceId)
      throw new Error(
        `The access token is of device ${who.device_id}, the keys in the store are of ${deviceId}: configure a token of that device, or the password.`,
      )
    return { accessToken, deviceId: who.device_id }
  } catch (error) {
    if (error instanceof MatrixError && error.errcode === 'M_UNKNOWN_TOKEN') return undefined
    throw error
  }
}

/** The device id is ours and noted before: a login whose answer was lost makes no second device. */
async function logIn(
  { homeserverUrl, userId, store, fetch }: SessionOptions,
  password: string,
  known: string | undefined,
): Promise<Session> {
  const deviceId = known ?? `VIGIE${randomBytes(5).toString('hex').toUpperCase()}`
  await store.setSecret('device-id', deviceId)
  const client = createClient({ baseUrl: homeserverUrl, fetchFn: fetch, logger: silent })
  const answer = await client.loginRequest({
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: userId },
    password,
    device_id: deviceId,
    initial_device_display_name: deviceName,
  })
  if (answer.user_id !== userId)
    throw new Error(
      `The password is that of ${answer.user_id}, not of ${userId}: correct the account's name.`,
    )
  return { accessToken: answer.access_token, deviceId: answer.device_id }
}

async function remember({ store, userId }: SessionOptions, session: Session): Promise<Session> {
  await store.setSecret('account', userId)
  await store.setSecret('device-id', session.deviceId)
  await store.setSecret('access-token', session.accessToken)
  return session
}
