import { type Matrix, type MatrixOptions, openMatrix } from './client/open-client.ts'

/** The account, as the configuration gives it. */
export interface Account {
  readonly homeserverUrl: string
  readonly userId: string
  readonly password: string | undefined
  readonly accessToken: string | undefined
  /** 32 bytes, base64 or hex. */
  readonly storeKey: string
  readonly callsPerSecond: number
}

type Rest = Pick<MatrixOptions, 'store' | 'pool' | 'known' | 'report' | 'signal'>

/** Opens the configured account's device. @throws as openMatrix */
export function openAccount(account: Account, rest: Rest): Promise<Matrix> {
  const { homeserverUrl, userId, password, accessToken, callsPerSecond } = account
  return openMatrix({
    homeserverUrl,
    userId,
    callsPerSecond,
    ...(password === undefined ? {} : { password }),
    ...(accessToken === undefined ? {} : { accessToken }),
    ...rest,
  })
}
