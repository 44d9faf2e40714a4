import { MatrixError, type UIAuthCallback } from 'matrix-js-sdk'
import { type CryptoApi, decodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { AccountRefused } from './account-refused.ts'
import { cryptoOf } from './crypto.ts'
import type { Matrix } from './open-client.ts'
import { pendingRecoveryKey } from './recovery-key.ts'

export interface SetUpOptions {
  /** The account's, where the server asks for it before it takes new signing keys. */
  readonly password?: string
  /** Of the account, when it was set up before: by another device, or by this one before its keys were lost. */
  readonly recoveryKey?: string
  /** Gives the account a new identity; people are warned that it changed. Only when the recovery key is lost. */
  readonly reset?: boolean
}

type Bot = Pick<Matrix, 'client' | 'store' | 'userId' | 'deviceId'>

/**
 * Cross-signing, secret storage under a recovery key, and key backup; the bot must have been started. Called again after
 * a crash it goes on where it was, and gives the same recovery key until `confirmRecoveryKey`.
 * @throws when the account was set up before and its recovery key is not given
 */
export async function setUpEncryption(
  bot: Bot,
  options: SetUpOptions = {},
): Promise<{ recoveryKey: string } | { already: true }> {
  const { client, store } = bot
  const crypto = cryptoOf(client)
  const pending = await pendingRecoveryKey(store)
  if (options.reset !== true && (await isWhole(bot)))
    return pending === undefined ? { already: true } : { recoveryKey: pending }
  const known = pending ?? options.recoveryKey
  const made = known === undefined || options.reset === true
  const key = made ? (await crypto.createRecoveryKeyFromPassphrase()).encodedPrivateKey : known
  if (key === undefined) throw new Error('The SDK made a recovery key that cannot be written down.')
  const privateKey = decodeRecoveryKey(key)
  const reset = options.reset === true
  if (!reset) await refuseUnknownKey(bot, privateKey)
  await store.setSecret('recovery-pending', key)

  const published = await crypto.userHasCrossSigningKeys(bot.userId, true)
  const storage = await client.secretStorage.hasKey()
  if (!storage || reset) {
    // The signing keys that are made next are put under it.
    await crypto.bootstrapSecretStorage({
      createSecretStorageKey: async () => ({ privateKey, encodedPrivateKey: key }),
      setupNewSecretStorage: true,
    })
  }
  await crypto.bootstrapCrossSigning({
    setupNewCrossSigning: reset || !published,
    authUploadDeviceSigningKeys: withPassword(bot.userId, options.password),
  })
  if (!(await isSigned(crypto, bot))) await crypto.crossSignDevice(bot.deviceId)
  await crypto.bootstrapSecretStorage({
    createSecretStorageKey: async () => ({ privateKey, encodedPrivateKey: key }),
    setupNewKeyBackup: reset || (await needsBackup(crypto)),
  })
  if (!(await isWhole(bot)))
    throw new AccountRefused(
      'Le chiffrement est préparé, mais le serveur ne le montre pas encore : relancez dans un instant.',
    )
  return { recoveryKey: key }
}

/** The operator has written the recovery key down: it is kept here no longer. */
export async function confirmRecoveryKey({ store }: Pick<Bot, 'store'>): Promise<void> {
  await store.setSecret('recovery-pending', '')
}

/** Nothing of another identity is overwritten by mistake. */
async function refuseUnknownKey({ client }: Bot, key: Uint8Array<ArrayBuffer>): Promise<void> {
  const storage = await client.secretStorage.getKey()
  if (storage === null) return
  const [, info] = storage
  if (!(await client.secretStorage.checkKey(key, info)))
    throw new AccountRefused(
      'Ce compte a déjà une identité de chiffrement, sous une autre clé de récupération : donnez-la avec --cle, ou refaites son identité avec --refaire si elle est perdue.',
    )
}

async function isWhole(bot: Bot): Promise<boolean> {
  const crypto = cryptoOf(bot.client)
  return (
    (await crypto.isCrossSigningReady()) &&
    (await crypto.isSecretStorageReady()) &&
    (await isSigned(crypto, bot)) &&
    (await crypto.getActiveSessionBackupVersion()) !== null
  )
}

async function isSigned(crypto: CryptoApi, { userId, deviceId }: Bot): Promise<boolean> {
  return (await crypto.getDeviceVerificationStatus(userId, deviceId))?.signedByOwner === true
}

/** There is none, or none that this device can read. */
async function needsBackup(crypto: CryptoApi): Promise<boolean> {
  await crypto.checkKeyBackupAndEnable()
  if ((await crypto.getActiveSessionBackupVersion()) !== null) return false
  const info = await crypto.getKeyBackupInfo()
  if (info === null) return true
  try {
    await crypto.loadSessionBackupPrivateKeyFromSecretStorage()
    await crypto.checkKeyBackupAndEnable()
  } catch {
    return true
  }
  return (await crypto.getActiveSessionBackupVersion()) === null
}

function withPassword(userId: string, password: string | undefined): UIAuthCallback<void> {
  return async (request) => {
    try {
      await request(null)
    } catch (error) {
      if (!(error instanceof MatrixError) || error.httpStatus !== 401) throw error
      if (password === undefined)
        throw new AccountRefused(
          `Le serveur demande le mot de passe de ${userId} avant de prendre de nouvelles clés : donnez MATRIX_PASSWORD.`,
        )
      const session: unknown = error.data.session
      await request({
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: userId },
        password,
        ...(typeof session === 'string' ? { session } : {}),
      })
    }
  }
}
