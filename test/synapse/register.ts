import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'

export interface RegisterOptions {
  readonly admin?: boolean
  readonly displayName?: string
  /** The account is called just that. Otherwise its letters are made fit and something is added, because test files share a server. */
  readonly exact?: boolean
}

export interface Account {
  readonly userId: string
  readonly password: string
  /** Of a first device without keys, whose id is `deviceId`: who goes on with it spares a login. */
  readonly accessToken: string
  readonly deviceId: string
}

/** Where accounts are made: any homeserver whose shared secret we know. */
export interface Registry {
  readonly url: string
  readonly sharedSecret: string
}

/** Makes an account by the shared secret. @throws Error with what the server answered */
export async function registerAccount(
  { url, sharedSecret }: Registry,
  name: string,
  options: RegisterOptions = {},
): Promise<Account> {
  const address = `${url}/_synapse/admin/v1/register`
  const { nonce } = z.object({ nonce: z.string() }).parse(await answer(await fetch(address)))
  const username = options.exact === true ? name : `${plain(name)}-${randomBytes(4).toString('hex')}`
  const password = randomBytes(12).toString('base64url')
  const admin = options.admin === true
  const mac = createHmac('sha1', sharedSecret)
    .update([nonce, username, password, admin ? 'admin' : 'notadmin'].join('\0'))
    .digest('hex')
  const body = JSON.stringify({
    nonce,
    username,
    password,
    admin,
    mac,
    displayname: options.displayName ?? name,
  })
  const made = registered.parse(
    await answer(
      await fetch(address, { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    ),
  )
  return { userId: made.user_id, password, accessToken: made.access_token, deviceId: made.device_id }
}

/** What a user id may hold, of any name. */
function plain(name: string): string {
  const letters = name.normalize('NFD').replace(/\p{Mark}/gu, '')
  return letters.toLowerCase().replace(/[^a-z0-9._=/+-]+/g, '.')
}

const registered = z.object({ user_id: z.string(), access_token: z.string(), device_id: z.string() })

async function answer(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!response.ok) throw new Error(`registration by shared secret: ${response.status} ${text}`)
  return JSON.parse(text)
}
