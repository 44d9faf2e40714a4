import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { IncomingFile } from './incoming-event.ts'
import type { Link } from './link.ts'
import { mostBytes } from './most-bytes.ts'

/** A file on the server: what a message's content says of it. */
export interface Uploaded {
  readonly url: string
  /** For the `file` of a message in an encrypted room; present when the bytes were encrypted. */
  readonly file?: object
  readonly info: { readonly mimetype: string; readonly size: number }
}

const answer = z.object({ content_uri: z.string() })
const attempts = 3

/**
 * Puts bytes on the server. Tried again when the answer is lost: a second copy that nothing names does no harm.
 * @throws when the server refuses, or for more than 25 MB
 */
export async function upload(
  link: Link,
  bytes: Uint8Array,
  mediaType: string,
  encrypted: boolean,
): Promise<Uploaded> {
  if (bytes.length > mostBytes) throw new Error(`A file of ${bytes.length} bytes is not sent: 25 MB at most.`)
  const info = { mimetype: mediaType, size: bytes.length }
  if (!encrypted) return { url: await post(link, bytes, mediaType), info }
  const { sealed, ...secrets } = encryptFile(bytes)
  const url = await post(link, sealed, 'application/octet-stream')
  return { url, info, file: { url, v: 'v2', ...secrets } }
}

async function post(link: Link, bytes: Uint8Array, type: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const body = new Blob([Buffer.from(bytes)], { type })
      return await link.pacer.run('notice', async () => {
        const read = await link.client.uploadContent(body, { type, includeFilename: false })
        return answer.parse(read).content_uri
      })
    } catch (error) {
      link.stopping.throwIfAborted()
      const refused = error instanceof Error && 'errcode' in error
      if (refused || attempt === attempts) throw error
    }
  }
}

/** The bytes of a file that came with a message, decrypted and verified. @throws when they are too many or not the ones announced */
export async function download(link: Link, file: Pick<IncomingFile, 'url' | 'sealed'>): Promise<Uint8Array> {
  const [server = '', id = ''] = file.url.replace(/^mxc:\/\//, '').split('/')
  if (!file.url.startsWith('mxc://') || id === '')
    throw new Error(`${file.url} is no file of a Matrix server.`)
  const path = `/_matrix/client/v1/media/download/${encodeURIComponent(server)}/${encodeURIComponent(id)}`
  const response = await link.patience.fetch(new URL(link.client.baseUrl.replace(/\/$/, '') + path), {
    headers: { authorization: `Bearer ${link.client.getAccessToken() ?? ''}` },
    signal: link.stopping,
  })
  if (response.status === 413) throw new Error(`${file.url} is too large: 25 MB at most are read.`)
  if (!response.ok) throw new Error(`The server does not give ${file.url}: status ${response.status}.`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return file.sealed === undefined ? bytes : decryptFile(bytes, file.sealed, file.url)
}

/** AES-CTR with a counter of 64 bits, as Matrix encrypts attachments (version 2). */
function encryptFile(bytes: Uint8Array) {
  const key = randomBytes(32)
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)])
  const cipher = createCipheriv('aes-256-ctr', key, iv)
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return {
    sealed,
    key: {
      kty: 'oct',
      key_ops: ['encrypt', 'decrypt'],
      alg: 'A256CTR',
      k: key.toString('base64url'),
      ext: true,
    },
    iv: unpadded(iv),
    hashes: { sha256: unpadded(createHash('sha256').update(sealed).digest()) },
  }
}

function decryptFile(
  bytes: Uint8Array,
  sealed: NonNullable<IncomingFile['sealed']>,
  url: string,
): Uint8Array {
  const hash = createHash('sha256').update(bytes).digest()
  if (!hash.equals(Buffer.from(sealed.sha256, 'base64')))
    throw new Error(`${url} is not the file that was sent: its hash differs.`)
  const cipher = createDecipheriv(
    'aes-256-ctr',
    Buffer.from(sealed.key, 'base64url'),
    Buffer.from(sealed.iv, 'base64'),
  )
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
