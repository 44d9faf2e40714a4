import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { StoreDamaged, StoreKeyError } from './errors.ts'

/** Hides what lies in the table: names by a keyed hash, contents by authenticated encryption. */
export interface Seal {
  /** 32 bytes that stand for `name` and tell nothing of it. */
  hash(name: Uint8Array | string): Buffer
  /** Sealed for this very row: read in another place, it is refused. */
  close(part: string, key: Uint8Array, plain: Uint8Array): Buffer
  /** @throws StoreDamaged when the row is not what was sealed for this place with this key */
  open(part: string, key: Uint8Array, sealed: Uint8Array): Buffer
  /** Over a whole backup. */
  sign(content: Uint8Array | string): Buffer
}

const nonceLength = 12
const tagLength = 16

/**
 * @param written the configured key: 32 bytes, base64 or hex
 * @throws StoreKeyError when it is something else
 */
export function makeSeal(written: string): Seal {
  const master = readKey(written)
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `vigie matrix store: ${use}`, 32))
  const [contents, names, backups] = [derive('contents'), derive('names'), derive('backups')]
  const hmac = (key: Buffer, content: Uint8Array | string) =>
    createHmac('sha256', key).update(content).digest()
  return {
    hash: (name) => hmac(names, name),
    sign: (content) => hmac(backups, content),
    close: (part, key, plain) => {
      // Random nonces are safe for 2^32 rows written with one key: some 13 years at ten a second.
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', contents, nonce)
      cipher.setAAD(placeOf(part, key))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (part, key, sealed) => {
      const nonce = sealed.subarray(0, nonceLength)
      const end = sealed.length - tagLength
      try {
        const decipher = createDecipheriv('aes-256-gcm', contents, nonce, { authTagLength: tagLength })
        decipher.setAAD(placeOf(part, key))
        decipher.setAuthTag(sealed.subarray(end))
        return Buffer.concat([decipher.update(sealed.subarray(nonceLength, end)), decipher.final()])
      } catch {
        throw new StoreDamaged(
          `Une ligne de matrix_store (partie ${part}) n’est pas celle qui y a été écrite : altérée, ou mise à la place d’une autre. Restaurez la sauvegarde de l’appareil (vigie matrix restore).`,
        )
      }
    },
  }
}

function placeOf(part: string, key: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(part), Buffer.from([0]), key])
}

function readKey(written: string): Buffer {
  const key = /^[\da-f]{64}$/i.test(written) ? Buffer.from(written, 'hex') : Buffer.from(written, 'base64')
  if (key.length === 32) return key
  throw new StoreKeyError(
    `MATRIX_STORE_KEY doit faire 32 octets, en base64 ou en hexadécimal ; celle-ci en fait ${key.length}. Une clé se fabrique par : openssl rand -base64 32`,
  )
}
