import { randomBytes } from 'node:crypto'
import { createClient, MatrixError, MemoryStore } from 'matrix-js-sdk'
import { AccountRefused } from './account-refused.ts'
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

/** For a call or two. With a store of its own it does not look for a browser's. */
const bare = { store: new MemoryStore(), logger: silent }

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
    throw new AccountRefused(
      `Les clés gardées dans la base sont celles de ${account}, pas de ${userId} : donnez à ${userId} une autre base (DATABASE_URL).`,
    )
  const deviceId = (await store.secret('device-id')) || undefined
  for (const accessToken of [await store.secret('access-token'), options.accessToken]) {
    if (accessToken === undefined || accessToken === '') continue
    const session = await tryToken(options, accessToken, deviceId)
    if (session !== undefined) return remember(options, session)
  }
  if (password === undefined)
    throw new AccountRefused(
      `Le serveur refuse le jeton de ${userId} : donnez MATRIX_PASSWORD, ou dans MATRIX_TOKEN un nouveau jeton du même appareil.`,
    )
  return remember(options, await logIn(options, password, deviceId))
}

/** Undefined when the server does not know the token. */
async function tryToken(
  { homeserverUrl, userId, fetch }: SessionOptions,
  accessToken: string,
  deviceId: string | undefined,
): Promise<Session | undefined> {
  const client = createClient({ ...bare, baseUrl: homeserverUrl, accessToken, fetchFn: fetch })
  try {
    const who = await client.whoami()
    if (who.user_id !== userId)
      throw new AccountRefused(
        `MATRIX_TOKEN est un jeton de ${who.user_id}, pas de ${userId} : donnez celui de ${userId}.`,
      )
    if (who.device_id === undefined)
      throw new AccountRefused(
        'MATRIX_TOKEN n’est le jeton d’aucun appareil : donnez-en un qui vient d’une connexion.',
      )
    if (deviceId !== undefined && who.device_id !== deviceId)
      throw new AccountRefused(
        `MATRIX_TOKEN est un jeton de l’appareil ${who.device_id}, les clés gardées sont de l’appareil ${deviceId} : donnez un jeton de celui-ci, ou MATRIX_PASSWORD.`,
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
  const client = createClient({ ...bare, baseUrl: homeserverUrl, fetchFn: fetch })
  const asked = client.loginRequest({
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: userId },
    password,
    device_id: deviceId,
    initial_device_display_name: deviceName,
  })
  const answer = await asked.catch((error: unknown) => {
    if (!(error instanceof MatrixError) || error.httpStatus !== 403) throw error
    throw new AccountRefused(
      `Le serveur refuse la connexion de ${userId} (${error.errcode ?? '403'}) : vérifiez MATRIX_USER et MATRIX_PASSWORD.`,
    )
  })
  if (answer.user_id !== userId)
    throw new AccountRefused(
      `MATRIX_PASSWORD ouvre le compte ${answer.user_id}, pas ${userId} : corrigez MATRIX_USER.`,
    )
  return { accessToken: answer.access_token, deviceId: answer.device_id }
}

async function remember({ store, userId }: SessionOptions, session: Session): Promise<Session> {
  await store.setSecret('account', userId)
  await store.setSecret('device-id', session.deviceId)
  await store.setSecret('access-token', session.accessToken)
  return session
}
