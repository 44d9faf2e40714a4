import { ContentInfo, SignedData, TSTInfo } from 'pkijs'

export interface Stamp {
  /** When, as the authority says. */
  readonly at: Date
  /** Over these bytes, by the certificate that lies in it; whether that one is to be believed is another question. */
  readonly holds: boolean
}

/** What a token of RFC 3161 says of what was stamped. @throws when it is none */
export async function readStamp(token: Uint8Array, said: Uint8Array): Promise<Stamp> {
  const content = ContentInfo.fromBER(Uint8Array.from(token).buffer)
  const signed = new SignedData({ schema: content.content })
  const inside = signed.encapContentInfo.eContent?.getValue()
  if (inside === undefined) throw new Error('the stamp is empty')
  const data = Uint8Array.from(said).buffer
  const holds = await signed.verify({ signer: 0, checkChain: false, data }).catch(() => false)
  return { at: TSTInfo.fromBER(inside).genTime, holds }
}
