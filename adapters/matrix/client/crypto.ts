import type { MatrixClient } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'

/** The client's crypto. @throws before `initRustCrypto` */
export function cryptoOf(client: MatrixClient): CryptoApi {
  const crypto = client.getCrypto()
  if (crypto === undefined) throw new Error('The Matrix client was opened without encryption.')
  return crypto
}
