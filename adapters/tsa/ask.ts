import { createHash, randomBytes } from 'node:crypto'
import { Integer, OctetString } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TimeStampReq, TimeStampResp } from 'pkijs'
import type { TimeAuthority } from '#core/proof/stamp.ts'
import { readStamp } from './read-stamp.ts'

/** OID of SHA-256. */
const sha256 = '2.16.840.1.101.3.4.2.1'

/** ms for an authority to answer. */
const patience = 20_000

/** The authority at an address, as `http://timestamp.example.fr/tsa`. Throws what is worth another attempt. */
export function timeAuthority(url: string): TimeAuthority {
  return {
    name: new URL(url).host,
    async stamp(said) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: questionAbout(said),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      if (!response.ok) throw new Error(`the time authority answered ${response.status}`)
      return takeToken(await response.arrayBuffer(), said)
    },
  }
}

function questionAbout(said: Uint8Array): ArrayBuffer {
  const hash = Uint8Array.from(createHash('sha256').update(said).digest())
  const nonce = Uint8Array.from(randomBytes(8))
  // DER takes a first bit for a sign, and no leading zeros.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40
  const question = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256 }),
      hashedMessage: new OctetString({ valueHex: hash.buffer }),
    }),
    nonce: new Integer({ valueHex: nonce.buffer }),
    certReq: true,
  })
  return question.toSchema().toBER()
}

/** @throws when it is no grant, or a stamp of something else */
async function takeToken(answer: ArrayBuffer, said: Uint8Array): Promise<Uint8Array> {
  const { status, timeStampToken } = TimeStampResp.fromBER(answer)
  if (status.status > 1 || timeStampToken === undefined)
    throw new Error(`the time authority refused: status ${status.status}`)
  const token = new Uint8Array(timeStampToken.toSchema().toBER())
  if (!(await readStamp(token, said)).holds) throw new Error('the time authority stamped something else')
  return token
}
